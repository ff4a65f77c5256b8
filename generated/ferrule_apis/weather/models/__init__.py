"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "AirQuality": "air_quality",
    "AirQualityHour": "air_quality_hour",
    "Alerts": "alerts",
    "AlertsDataItem": "alerts_data_item",
    "Astronomy": "astronomy",
    "CloudCover": "cloud_cover",
    "CurrentWeather": "current_weather",
    "DailyForecast": "daily_forecast",
    "DailyWeather": "daily_weather",
    "DayPartWeather": "day_part_weather",
    "DayWeather": "day_weather",
    "Error": "error",
    "HourlyForecast": "hourly_forecast",
    "HourlyPrecipitation": "hourly_precipitation",
    "HourlyWeather": "hourly_weather",
    "Language": "language",
    "MapVariable": "map_variable",
    "MinutelyForecast": "minutely_forecast",
    "MinutelyPrecipitation": "minutely_precipitation",
    "Moon": "moon",
    "PastDay": "past_day",
    "PastHour": "past_hour",
    "Place": "place",
    "PointWeather": "point_weather",
    "Precipitation": "precipitation",
    "PrecipitationStatistics": "precipitation_statistics",
    "Probability": "probability",
    "Section": "section",
    "Statistics": "statistics",
    "Sun": "sun",
    "TemperatureStatistics": "temperature_statistics",
    "Units": "units",
    "ValidationError": "validation_error",
    "ValidationErrors": "validation_errors",
    "Wind": "wind",
    "WindStatistics": "wind_statistics",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
