"""When a window ended, by the clock and the calendar of the network's people."""

from collections.abc import Sequence

from pyspark.sql import Column
from pyspark.sql import functions as F

_WORKING = (7, 17)
_OFF = (17, 22)
"""Local hours `[from, to)`; the rest is night."""


def context(
    window_end: Column, time_zone: str, weekend_days: Sequence[int], holidays: Sequence[str]
) -> dict[str, Column]:
    """Columns of the last microsecond of a window, in local time.

    Args:
        window_end: the instant at which the window ends.
        time_zone: name of the zone.
        weekend_days: ISO days, Monday 1.
        holidays: local dates, yyyy-MM-dd; they count as weekend in `time_band`.
    """
    local = F.from_utc_timestamp(window_end - F.expr("INTERVAL 1 MICROSECOND"), time_zone)
    hour = F.hour(local)
    day = F.weekday(local) + 1
    is_working = (hour >= _WORKING[0]) & (hour < _WORKING[1])
    is_off = (hour >= _OFF[0]) & (hour < _OFF[1])
    is_weekend = day.isin(*weekend_days)
    is_holiday = F.date_format(local, "yyyy-MM-dd").isin(*holidays)
    days = F.when(is_weekend | is_holiday, "WE").otherwise("WD")
    hours = F.when(is_working, "WORKING").when(is_off, "OFF").otherwise("NIGHT")
    return {
        "hour_of_day": hour,
        "day_of_week": day,
        "is_working_hours": is_working.cast("int"),
        "is_off_hours": is_off.cast("int"),
        "is_night_hours": (~is_working & ~is_off).cast("int"),
        "is_weekend": is_weekend.cast("int"),
        "is_holiday": is_holiday.cast("int"),
        "time_band": F.concat_ws("_", days, hours),
    }
