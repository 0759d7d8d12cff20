"""Features of random traffic, held cell by cell against plain Python that follows the formulas word by word."""

import ipaddress
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from fg_a_builder.baselines import CommittedBaselines, newest_baselines
from fg_a_builder.coverage import coverage
from fg_a_builder.features import Deltas, SeenPairs, features
from fg_a_builder.novelty import baseline_uses
from fg_a_builder.window_facts import window_facts
from fg_a_builder.windows import window_plan
from ndr_spark.decoding import decode
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.generated.records import CommitRecord
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER, FG_A
from ndr_spark.slices import SLICE, slice_number
from ndr_spark.tables import Table, conform

MIDNIGHT = datetime(2024, 3, 10, tzinfo=timezone.utc)
"""The day on which New York puts its clocks forward."""

WINDOWS = {"w_15m": 1, "w_30m": 2, "w_1h": 4, "w_8h": 32, "w_24h": 96}
SETTINGS: dict[str, Any] = {
    "time_zone": "America/New_York",
    "weekend_days": [6],
    "holidays": ["2024-03-11"],
    "segment_mapping": {
        "rules": [{"cidr": "10.0.0.8/29", "name": "servers"}, {"cidr": "2001:db8::/40", "name": "lab"}],
        "prefix_length_v4": 30,
        "prefix_length_v6": 64,
    },
    "windows": list(WINDOWS),
    "high_risk_segments": ["servers", "192.0.2.4/30"],
    "novelty": {"rare_below": 3},
}
ADDRESSES = [
    *[f"10.0.0.{number}" for number in range(1, 17)],
    *[f"192.0.2.{number}" for number in range(1, 9)],
    *[f"2001:db8::{number}" for number in range(1, 4)],
]
PORTS = [0, 22, 53, 80, 443, 8080]
COUNTERS = [
    column.name for column in DELTAS_HOST.columns if column.name.endswith("_cnt") and column.name != "sessions_cnt"
]
Pair = tuple[str, str, int]


class Baseline(dict[Pair, int]):
    """How often each source, destination and port was seen."""

    @cached_property
    def peers(self) -> Counter[Any]:
        """How often each source and destination was."""
        return self._seen_by(0, 1)

    @cached_property
    def source_ports(self) -> Counter[Any]:
        """How often each source and port was."""
        return self._seen_by(0, 2)

    @cached_property
    def services(self) -> Counter[Any]:
        """How often each destination and port was."""
        return self._seen_by(1, 2)

    def _seen_by(self, *places: int) -> Counter[Any]:
        seen = Counter[Any]()
        for pair, count in self.items():
            seen[tuple(pair[place] for place in places)] += count
        return seen


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """Rows of deltas, the slices that are committed (some without a row), and the pairs that baselines saw."""

    hosts: list[dict[str, Any]]
    peers: list[dict[str, Any]]
    committed: list[datetime]
    baselines: dict[datetime, Baseline]


def random_traffic(seed: int) -> Traffic:
    """Few hosts over three days with gaps: some in every slice, some in few."""
    chance = random.Random(seed)
    slices = [MIDNIGHT + number * SLICE for number in range(-96, 192)]
    committed = [start for start in slices if chance.random() < 0.9]
    hosts, peers = [], []
    for host, rate in [("10.0.0.1", 0.9), ("10.0.0.9", 0.1), ("192.0.2.7", 0.02), ("2001:db8::1", 0.3)]:
        for role in ["outbound", "inbound"]:
            for start in committed:
                if chance.random() < rate:
                    met = random_peers(chance)
                    peers += [dict(row, host_ip=host, role=role, slice_start=start) for row in met]
                    hosts.append(dict(host_row(chance, met), host_ip=host, role=role, slice_start=start))
    return Traffic(hosts=hosts, peers=peers, committed=committed, baselines=random_baselines(chance))


def random_peers(chance: random.Random) -> list[dict[str, Any]]:
    services = {(chance.choice(ADDRESSES), chance.choice(PORTS)) for _ in range(chance.choice([1, 1, 2, 6]))}
    return [
        {
            "peer_ip": peer,
            "peer_port": port,
            "sessions_cnt": chance.choice([1, 1, 2, 7, 100_000]),
            "bytes_sent_sum": chance.choice([0, 0, 40, 10**12]),
            "bytes_recv_sum": chance.choice([0, 0, 17, 10**9]),
        }
        for peer, port in sorted(services)
    ]


def host_row(chance: random.Random, met: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        **{name: sum(row[name] for row in met) for name in ["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum"]},
        **{name: chance.choice([0, 0, 1, 5]) for name in COUNTERS},
        "duration_sum": chance.randrange(10**10) / 10**6,
        "max_sessions_per_minute": chance.randrange(1, 10),
    }


def random_baselines(chance: random.Random) -> dict[datetime, Baseline]:
    references = [MIDNIGHT + timedelta(days=days) for days in (-1, 1, 9)]
    return {
        reference: Baseline(
            ((chance.choice(ADDRESSES), chance.choice(ADDRESSES), chance.choice(PORTS)), chance.choice([1, 2, 3, 50]))
            for _ in range(400)
        )
        for reference in references
    }


# The formulas.


def plain_features(
    traffic: Traffic, ends: Mapping[datetime, str], spec: Mapping[str, Any]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows of FG-A by key, of windows that end with the slices `ends`, each in the batch named there."""
    hosts, peers = defaultdict(list), defaultdict(list)
    for row in traffic.hosts:
        hosts[row["host_ip"], row["role"], row["slice_start"]].append(row)
    for row in traffic.peers:
        peers[row["host_ip"], row["role"], row["slice_start"]].append(row)
    features = {}
    committed = set(traffic.committed)
    for host, role in {(row["host_ip"], row["role"]) for row in traffic.hosts}:
        for last_slice, batch in ends.items():
            for label in spec["windows"]:
                window = [last_slice - back * SLICE for back in range(WINDOWS[label])]
                present = [start for start in window if start in committed]
                met = [row for start in present for row in peers[host, role, start]]
                own = [row for start in present for row in hosts[host, role, start]]
                if own:
                    end = last_slice + SLICE
                    written = end.strftime("%Y-%m-%dT%H:%M:%SZ")
                    features[host, role, label, end] = {
                        **sums_and_ratios(own),
                        **breadth_spread_concentration(own, met, spec),
                        **novelty(host, role, met, window[-1], traffic.baselines, spec),
                        **calendar(end - timedelta(microseconds=1), spec),
                        "slices_expected": len(window),
                        "slices_present": len(present),
                        "is_complete": int(len(window) == len(present)),
                        "segment_id": segment(host, spec),
                        "mini_batch_id": batch,
                        "feature_spec_version": spec["feature_spec_version"],
                        "record_id": f"{host}|{role}|{label}|{written}",
                    }
    return features


def sums_and_ratios(own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    sums = {
        name: sum(row[name] for row in own) for name in ["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", *COUNTERS]
    }
    duration = sum(round(row["duration_sum"] * 10**6) for row in own) / 10**6
    sessions, sent, received = sums["sessions_cnt"], sums["bytes_sent_sum"], sums["bytes_recv_sum"]
    return {
        **sums,
        "duration_sum": duration,
        "max_sessions_per_minute": max(row["max_sessions_per_minute"] for row in own),
        "duration_mean": duration / sessions,
        "deny_ratio": sums["deny_cnt"] / sessions,
        "transport_tcp_ratio": sums["tcp_cnt"] / sessions,
        "transport_udp_ratio": sums["udp_cnt"] / sessions,
        "transport_icmp_ratio": sums["icmp_cnt"] / sessions,
        "bytes_asymmetry": (sent - received) / (sent + received) if sent + received else 0.0,
        "has_high_risk_port_activity": int(sums["high_risk_port_sessions_cnt"] > 0),
    }


def breadth_spread_concentration(
    own: Sequence[Mapping[str, Any]], met: Sequence[Mapping[str, Any]], spec: Mapping[str, Any]
) -> dict[str, Any]:
    total_bytes = sum(row["bytes_sent_sum"] + row["bytes_recv_sum"] for row in own)
    risky = [row for row in met if segment(row["peer_ip"], spec) in spec["high_risk_segments"]]
    found: dict[str, Any] = {
        "peer_segment_nunique": len({segment(row["peer_ip"], spec) for row in met}),
        "has_high_risk_segment_interaction": int(bool(risky)),
        "high_risk_segment_sessions_cnt": sum(row["sessions_cnt"] for row in risky),
        "high_risk_segment_unique_dsts": len({row["peer_ip"] for row in risky}),
    }
    for name in ["peer_ip", "peer_port"]:
        sessions, volume = Counter[Any](), Counter[Any]()
        for row in met:
            sessions[row[name]] += row["sessions_cnt"]
            volume[row[name]] += row["bytes_sent_sum"] + row["bytes_recv_sum"]
        shares = [count / sessions.total() for count in sessions.values()]
        found[f"{name}_nunique"] = len(sessions)
        found[f"{name}_entropy"] = math.fsum(-share * math.log(share) for share in shares)
        found[f"{name}_top1_sessions_share"] = max(shares)
        found[f"{name}_top1_bytes_share"] = max(volume.values()) / total_bytes if total_bytes else 0.0
    return found


def novelty(
    host: str,
    role: str,
    met: Sequence[Mapping[str, Any]],
    window_start: datetime,
    baselines: Mapping[datetime, Baseline],
    spec: Mapping[str, Any],
) -> dict[str, Any]:
    names = ["new_peer_cnt", "rare_peer_cnt", "new_peer_ratio", "new_dst_port_cnt", "rare_dst_port_cnt"]
    names = [f"{name}_lookback30d" for name in [*names, "new_pair_cnt", "new_src_dst_port_cnt"]]
    eligible = [reference for reference in baselines if reference <= window_start]
    if not eligible:
        return {"novelty_baseline_end": None, **dict.fromkeys(names)}
    baseline = baselines[max(eligible)]

    def is_rare(count: int) -> bool:
        return bool(1 <= count < spec["novelty"]["rare_below"])

    peers, ports = {row["peer_ip"] for row in met}, {row["peer_port"] for row in met}
    pairs = {(row["peer_ip"], row["peer_port"]) for row in met}
    if role == "outbound":
        seen_peers = [baseline.peers[host, peer] for peer in peers]
        seen_ports = [baseline.source_ports[host, port] for port in ports]
        seen_pairs = [baseline.get((host, peer, port), 0) for peer, port in pairs]
        source_ports = {(host, port) for port in ports}
    else:
        seen_peers = [baseline.peers[peer, host] for peer in peers]
        seen_ports = [baseline.services[host, port] for port in ports]
        seen_pairs = [baseline.get((peer, host, port), 0) for peer, port in pairs]
        source_ports = pairs
    new_peers = seen_peers.count(0)
    counts = [
        *(new_peers, sum(map(is_rare, seen_peers)), new_peers / len(peers)),
        *(seen_ports.count(0), sum(map(is_rare, seen_ports))),
        *(seen_pairs.count(0), len(source_ports - baseline.source_ports.keys())),
    ]
    return {"novelty_baseline_end": max(eligible), **dict(zip(names, counts, strict=True))}


def calendar(instant: datetime, spec: Mapping[str, Any]) -> dict[str, Any]:
    local = instant.astimezone(ZoneInfo(spec["time_zone"]))
    is_working, is_off = 7 <= local.hour < 17, 17 <= local.hour < 22
    is_weekend, is_holiday = local.isoweekday() in spec["weekend_days"], str(local.date()) in spec["holidays"]
    days = "WE" if is_weekend or is_holiday else "WD"
    return {
        "hour_of_day": local.hour,
        "day_of_week": local.isoweekday(),
        "is_working_hours": int(is_working),
        "is_off_hours": int(is_off),
        "is_night_hours": int(not is_working and not is_off),
        "is_weekend": int(is_weekend),
        "is_holiday": int(is_holiday),
        "time_band": f"{days}_{'WORKING' if is_working else 'OFF' if is_off else 'NIGHT'}",
    }


def segment(address: str, spec: Mapping[str, Any]) -> str:
    mapping, ip = spec["segment_mapping"], ipaddress.ip_address(address)
    for rule in mapping["rules"]:
        if ip in ipaddress.ip_network(rule["cidr"]):
            return str(rule["name"])
    length = mapping["prefix_length_v4" if ip.version == 4 else "prefix_length_v6"]
    return str(ipaddress.ip_network((address, length), strict=False))


# The comparison.


def job_features(
    spark: SparkSession, traffic: Traffic, ends: Mapping[datetime, str], spec: FgABuilderSpec
) -> dict[tuple[Any, ...], dict[str, Any]]:
    plan = window_plan(spec.windows, map(slice_number, ends))
    history = {number: start for start in traffic.committed if (number := slice_number(start)) in plan.slices()}
    by_window = newest_baselines(traffic.baselines, plan)
    records = {reference: a_record(reference) for reference in sorted(set(by_window.values()))}
    baselines = CommittedBaselines(by_window=by_window, records=records)
    pairs = [
        (*pair, count, index)
        for index, reference in enumerate(records)
        for pair, count in traffic.baselines[reference].items()
    ]
    host_rows, peer_rows = (
        [row for row in rows if row["slice_start"] in history.values()] for rows in (traffic.hosts, traffic.peers)
    )
    rows = features(
        Deltas(host=deltas(spark, host_rows, DELTAS_HOST), peer=deltas(spark, peer_rows, DELTAS_PEER)),
        SeenPairs(
            pairs=spark.createDataFrame(
                pairs, "src_ip string, dst_ip string, dst_port int, pair_seen_count long, baseline int"
            ).localCheckpoint(),
            uses=baseline_uses(baselines, plan),
        )
        if records
        else None,
        window_facts(
            spark,
            plan,
            spec,
            coverage(plan, set(history)),
            {slice_number(start): name for start, name in ends.items()},
            baselines,
        ),
        plan,
        spec,
    )
    as_micros = [F.unix_micros(name).alias(name) for name in ("window_end_ts", "novelty_baseline_end")]
    kept = [column.name for column in FG_A.columns if column.name not in ("window_end_ts", "novelty_baseline_end")]
    collected = [row.asDict() for row in conform(rows, FG_A).select(*kept, *as_micros).collect()]
    for row in collected:
        for name in ("window_end_ts", "novelty_baseline_end"):
            row[name] = row[name] and datetime.fromtimestamp(row[name] / 10**6, tz=timezone.utc)
    found = {tuple(row.pop(name) for name in FG_A.key): row for row in collected}
    assert len(found) == len(collected), "a window has two rows"
    return found


def deltas(spark: SparkSession, rows: Sequence[Mapping[str, Any]], table: Table) -> DataFrame:
    """Rows as Spark holds them: plans that name them often take them from Python once."""
    return conform(spark.createDataFrame(rows), table).localCheckpoint()


def a_record(reference: datetime) -> CommitRecord:
    return CommitRecord(
        run_id="r", job="fg_b_builder", slice_start=None, baseline_end=f"{reference:%Y-%m-%dT%H:%M:%SZ}",
        mini_batch_id=None, batch_start=None, batch_end=None, job_spec_digest="", set_digest="",
        rows={}, totals={}, inputs={}, novelty_baselines=(), files={},
    )  # fmt: skip


def ends_of(numbers: Iterable[int]) -> dict[datetime, str]:
    return {MIDNIGHT + number * SLICE: f"batch-{number // 4}" for number in numbers}


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([100], id="one end"),
        pytest.param([*range(-10, 100), 103, 104, 130, 149], id="a range, and ends with gaps between"),
    ],
)
def test_every_cell_is_that_of_the_formulas(spark: SparkSession, numbers: Iterable[int]) -> None:
    traffic, ends = random_traffic(seed=20240310), ends_of(numbers)
    prefix = {"s3_prefix": "s3://unused/", "format": "parquet"}
    settings = {
        **SETTINGS,
        "project_name": "p",
        "job_name": "fg_a_builder",
        "feature_spec_version": "v1",
        "reads": {"deltas": prefix, "fg_b": prefix},
        "writes": {"fg_a": prefix},
    }
    found = job_features(spark, traffic, ends, decode(FgABuilderSpec, settings))
    expected = plain_features(traffic, ends, settings)
    assert found.keys() == expected.keys()
    assert [difference for key in expected for difference in differences(key, found[key], expected[key])] == []


def differences(key: tuple[Any, ...], found: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    assert found.keys() == expected.keys()
    return [
        f"{key} {name}: {found[name]!r}, not {value!r}"
        for name, value in expected.items()
        if not equal(found[name], value)
    ]


def equal(found: Any, expected: Any) -> bool:
    if isinstance(expected, float) and isinstance(found, float) and expected != 0:
        return math.isclose(found, expected, rel_tol=1e-9)
    return bool(found == expected)
