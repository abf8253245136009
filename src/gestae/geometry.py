"""Distances on the earth."""

from __future__ import annotations

import math

from .records import Place

EARTH_RADIUS_KM = 6371.0


def kilometres(a: Place, b: Place) -> float:
    """Great-circle distance (haversine); infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    lat, lon, other_lat, other_lon = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
