from __future__ import annotations

from enum import StrEnum
from typing import Self


class MapVariable(StrEnum):
    """Quantity a map can show."""

    TEMPERATURE = "temperature"
    FEELS_LIKE_TEMPERATURE = "feels_like_temperature"
    CLOUDS = "clouds"
    PRECIPITATION = "precipitation"
    WIND_SPEED = "wind_speed"
    WIND_GUST = "wind_gust"
    PRESSURE = "pressure"
    HUMIDITY = "humidity"
    WAVE_HEIGHT = "wave_height"
    WAVE_PERIOD = "wave_period"
    SEA_TEMPERATURE = "sea_temperature"
    AIR_QUALITY = "air_quality"
    OZONE_SURFACE = "ozone_surface"
    OZONE_TOTAL = "ozone_total"
    NO2 = "no2"
    PM2_5 = "pm2.5"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
