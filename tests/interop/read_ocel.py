"""Reads an OCEL 2.0 JSON file with pm4py and prints what it found, as JSON."""

import json
import sys

import pm4py

log = pm4py.read_ocel2_json(sys.argv[1])
orders = pm4py.ocel_flattening(log, "order")
graph, starts, ends = pm4py.discover_dfg(orders)
# The first value of an attribute stands with its object, the further ones among the changes.
first = log.objects[["ocel:oid", "state"]].dropna()
changes = log.object_changes
states = changes[changes["ocel:field"] == "state"].sort_values("ocel:timestamp", kind="stable")

print(
    json.dumps(
        {
            "events": log.events["ocel:eid"].tolist(),
            "times": log.events["ocel:timestamp"].dt.strftime("%Y-%m-%dT%H:%M:%S.%f").tolist(),
            "objects": log.objects["ocel:oid"].tolist(),
            "types": pm4py.ocel_get_object_types(log),
            "eventToObject": log.relations[["ocel:eid", "ocel:oid", "ocel:qualifier"]].values.tolist(),
            "objectToObject": log.o2o[["ocel:oid", "ocel:oid_2", "ocel:qualifier"]].values.tolist(),
            "states": first.values.tolist() + states[["ocel:oid", "state"]].values.tolist(),
            "kinds": {name: str(kind) for name, kind in log.events.dtypes.items()},
            "amounts": log.events["amountMinor"].dropna().sum(),
            "followed": [[before, after, count] for (before, after), count in graph.items()],
            "starts": starts,
            "ends": ends,
            "graphOfObjects": sorted(pm4py.discover_ocdfg(log)["object_types"]),
        }
    )
)
