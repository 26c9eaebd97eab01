"""Validates a data package by the official JSON Schemas of Data Package v2, by this project's
schema of the `solidarity` object and by Frictionless.

usage: validate.py FOLDER. Exit status 1 and one line a fault if it is not valid. Before that it
damages a copy in three ways and demands that each validator finds it, so that a validator that
accepts everything is noticed.
"""

import copy
import importlib.resources
import json
import pathlib
import shutil
import sys
import tempfile

import frictionless
import jsonschema


def schema_faults(descriptor):
    """Faults of the descriptor by the profile that dplib-py ships unchanged from the standard."""
    profile = importlib.resources.files("dplib") / "profiles" / "2.0" / "datapackage.json"
    schema = json.loads(profile.read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(descriptor)
    ]


def own_faults(descriptor):
    """Faults of the `solidarity` object by this project's schema."""
    root = pathlib.Path(__file__).resolve().parents[2]
    path = root / "crate" / "survey" / "schema" / "solidarity.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(descriptor)
    ]


def frictionless_faults(folder):
    """Faults of the descriptor and of every cell."""
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    return [str(fault) for fault in report.flatten(["type", "rowNumber", "fieldName", "note"])]


def damaged_are_found(folder, descriptor):
    """Every validator must see what is plainly wrong."""
    broken = copy.deepcopy(descriptor)
    del broken["resources"][0]["name"]
    assert schema_faults(broken), "a resource without a name passes the schema"
    broken = copy.deepcopy(descriptor)
    broken["solidarity"]["desing"] = broken["solidarity"].pop("design")
    assert own_faults(broken), "a misspelt key of `solidarity` passes its schema"
    table = next(r for r in descriptor["resources"] if r["path"].endswith(".csv"))
    with tempfile.TemporaryDirectory() as place:
        twin = pathlib.Path(place) / "twin"
        shutil.copytree(folder, twin)
        with open(twin / table["path"], "a", encoding="utf-8") as file:
            file.write("one cell too few\n")
        assert frictionless_faults(twin), "a row of one cell passes Frictionless"


def main():
    frictionless.system.standards_version = "v2"
    folder = pathlib.Path(sys.argv[1])
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    damaged_are_found(folder, descriptor)
    faults = {
        "Data Package v2 schema": schema_faults(descriptor),
        "solidarity schema": own_faults(descriptor),
        f"Frictionless {frictionless.__version__}": frictionless_faults(folder),
    }
    for validator, found in faults.items():
        print(f"{validator}: {'valid' if not found else f'{len(found)} faults'}")
        for fault in found:
            print(f"  {fault}")
    return 1 if any(faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
