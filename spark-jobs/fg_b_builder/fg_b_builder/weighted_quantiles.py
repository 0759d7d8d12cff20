"""Quantiles of values that stand in a list as often as they weigh: type 7 of the list of repeated values.

The list is never made. Values come as two sorted arrays, `plain` and `capped`, each with a weight of its own; position
p of the repeated list is found by a search over the few capped values, and the deviations from the median by a search
over the arrays from the median outwards. So a quantile costs O(log n) steps of interpreted expressions, and O(n) is
left to what Spark compiles: concatenating and sorting arrays of primitives.

The values that stand for null (`NO_VALUE`) sort behind all others and so never are the least.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pyspark.sql import Column
from pyspark.sql import functions as F

QUANTILES = (0.25, 0.5, 0.75, 0.95, 0.99)
MEDIAN = 0.5

NO_VALUE = float("nan")
"""Stands for null in arrays of values, which are sorted fast when they have no nulls. It sorts last."""

_POWERS = [1 << bit for bit in reversed(range(31))]
"""Arrays are shorter than 2^31."""

Element = Callable[[Column], Column]
"""The value at an index (long) of a sorted sequence; null, or `NO_VALUE`, behind its end."""


@dataclass(frozen=True, kw_only=True)
class SortedValues:
    """A sorted array of values of one weight."""

    values: Column
    count: Column
    """Of its values, those that stand for null apart."""
    weight: int

    @property
    def element(self) -> Element:
        """Its values by index."""
        return _element(self.values)

    @property
    def total_weight(self) -> Column:
        """How many places they take in the repeated list."""
        return self.count.cast("long") * self.weight


def value_count(values: Column) -> Column:
    """Values of a sorted array, those that stand for null apart."""
    ends_with_null = F.isnan(F.element_at(values, -1))
    nulls_apart = F.when(ends_with_null, F.array_position(values, NO_VALUE) - 1).otherwise(F.size(values))
    return F.when(F.size(values) > 0, nulls_apart).otherwise(0).cast("int")


def quantiles(plain: SortedValues, capped: SortedValues) -> Column:
    """The `QUANTILES`, as an array; meaningless when there is no value."""
    repeated = _Repeated(
        *(plain.element, plain.weight, capped.element, capped.weight),
        capped_count=capped.count,
    )
    places = F.array(*[place(quantile, plain.total_weight + capped.total_weight) for quantile in QUANTILES])
    return F.transform(places, repeated.interpolated)


def median_deviation(plain: SortedValues, capped: SortedValues, median: Column) -> Column:
    """The weighted median of |value - median|; meaningless when there is no value."""
    known = F.struct(
        place(MEDIAN, plain.total_weight + capped.total_weight).alias("place"),
        _up_to(plain, median).alias("split"),
        # Few are capped: their deviations are made, those of the rest are looked up.
        F.sort_array(F.transform(capped.values, lambda value: F.abs(value - median))).alias("capped"),
    )

    def deviation(known: Column) -> Column:
        repeated = _Repeated(
            *(_deviations(plain, known["split"], median), plain.weight),
            *(_element(known["capped"]), capped.weight),
            capped_count=capped.count,
        )
        return repeated.interpolated(known["place"])

    return named(known, deviation)


def place(quantile: float, total_weight: Column) -> Column:
    """Where a quantile lies in a list of that length: a whole position, `low`, and a `fraction` of the way on."""
    position = (total_weight - 1) * quantile
    return F.struct(F.floor(position).alias("low"), (position - F.floor(position)).alias("fraction"))


def interpolated(low: Column, high: Column, fraction: Column) -> Column:
    """From `low` (fraction 0) to `high` (1), never beyond it by rounding; at 0 nothing is asked of `high`."""
    ends = F.struct(low.alias("low"), high.alias("high"))
    between = named(ends, lambda end: F.least(end["low"] + (end["high"] - end["low"]) * fraction, end["high"]))
    return F.when(fraction == 0, low).otherwise(between)


@dataclass(frozen=True)
class _Repeated:
    """The list in which each value stands as often as it weighs, sorted."""

    plain: Element
    plain_weight: int
    capped: Element
    capped_weight: int
    capped_count: Column

    def interpolated(self, place: Column) -> Column:
        low, fraction = place["low"], place["fraction"]

        def from_capped(before: Column) -> Column:
            following = before + self._ends_before(before, low + 1).cast("long")
            high = named(following, lambda ends: self._at(low + 1, ends))
            return interpolated(self._at(low, before), high, fraction)

        return _leading(self.capped_count, lambda index: self._ends_before(index, low), from_capped)

    def _ends_before(self, index: Column, position: Column) -> Column:
        """Whether the capped value at `index` and all that comes before it fit before a position.

        Its predecessors of its own kind do with it; the plain values below it do when the plain value up to which
        there is room is not below it.
        """
        room = position - (index + 1) * self.capped_weight
        is_below = self.plain(_quotient(room, self.plain_weight)) < self.capped(index)
        return (index < self.capped_count) & (room >= 0) & ~F.coalesce(is_below, F.lit(False))

    def _at(self, position: Column, before: Column) -> Column:
        """The value at a whole position before which `before` capped values end."""
        room = position - before * self.capped_weight
        return F.least(self.plain(_quotient(room, self.plain_weight)), self.capped(before))


def _deviations(sorted_values: SortedValues, split: Column, median: Column) -> Element:
    """Deviations from the median, sorted: `split` values are not above it; merges those below and those above it."""
    value = sorted_values.element

    def below(index: Column) -> Column:
        return median - value(split - 1 - index)

    def above(index: Column) -> Column:
        return value(split + index) - median

    def at(rank: Column) -> Column:
        def ends_before(index: Column) -> Column:
            room = rank - (index + 1)
            return (room >= 0) & F.coalesce(above(room) >= below(index), F.lit(True))

        return _leading(split, ends_before, lambda taken: F.least(below(taken), above(rank - taken)))

    return lambda rank: named(rank, at)


def _up_to(sorted_values: SortedValues, bound: Column) -> Column:
    """How many values are not above `bound`."""
    return _leading(sorted_values.count, lambda index: sorted_values.element(index) <= bound, lambda found: found)


def _leading(count: Column, holds: Callable[[Column], Column], finish: Callable[[Column], Column]) -> Column:
    """`finish` of how many of the first `count` indices `holds` is true for: it is up to there, and not beyond.

    Bit by bit from the highest: as many steps as the count has bits.
    """
    highest = F.length(F.bin(count)).cast("int") - 1
    bits = F.sequence(highest, F.lit(0), F.lit(-1))

    def step(found: Column, bit: Column) -> Column:
        larger = found + F.call_function("shiftleft", F.lit(1).cast("long"), bit)
        return F.when((larger <= count) & holds(larger - 1), larger).otherwise(found)

    return F.aggregate(bits, F.lit(0).cast("long"), step, finish)


def _element(values: Column) -> Element:
    return lambda index: F.get(values, index.cast("int"))


def named(value: Column, body: Callable[[Column], Column]) -> Column:
    """`body` of a value that is computed once, however often the body names it."""
    return F.get(F.transform(F.array(value), body), F.lit(0))


def _quotient(dividend: Column, divisor: int) -> Column:
    return dividend if divisor == 1 else F.floor(dividend / divisor)
