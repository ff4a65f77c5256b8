"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .air_quality import AirQuality as AirQuality
    from .air_quality_hour import AirQualityHour as AirQualityHour
    from .alerts import Alerts as Alerts
    from .alerts_data_item import AlertsDataItem as AlertsDataItem
    from .astronomy import Astronomy as Astronomy
    from .cloud_cover import CloudCover as CloudCover
    from .current_weather import CurrentWeather as CurrentWeather
    from .daily_forecast import DailyForecast as DailyForecast
    from .daily_weather import DailyWeather as DailyWeather
    from .day_part_weather import DayPartWeather as DayPartWeather
    from .day_weather import DayWeather as DayWeather
    from .error import Error as Error
    from .hourly_forecast import HourlyForecast as HourlyForecast
    from .hourly_precipitation import HourlyPrecipitation as HourlyPrecipitation
    from .hourly_weather import HourlyWeather as HourlyWeather
    from .language import Language as Language
    from .map_variable import MapVariable as MapVariable
    from .minutely_forecast import MinutelyForecast as MinutelyForecast
    from .minutely_precipitation import MinutelyPrecipitation as MinutelyPrecipitation
    from .moon import Moon as Moon
    from .past_day import PastDay as PastDay
    from .past_hour import PastHour as PastHour
    from .place import Place as Place
    from .point_weather import PointWeather as PointWeather
    from .precipitation import Precipitation as Precipitation
    from .precipitation_statistics import PrecipitationStatistics as PrecipitationStatistics
    from .probability import Probability as Probability
    from .section import Section as Section
    from .statistics import Statistics as Statistics
    from .sun import Sun as Sun
    from .temperature_statistics import TemperatureStatistics as TemperatureStatistics
    from .units import Units as Units
    from .validation_error import ValidationError as ValidationError
    from .validation_errors import ValidationErrors as ValidationErrors
    from .wind import Wind as Wind
    from .wind_statistics import WindStatistics as WindStatistics

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
    return [*globals(), *_MODULES]
