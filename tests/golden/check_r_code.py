"""Runs the R code that `estimate` and `compare` print and compares every number with the program's.

Usage: python3 check_r_code.py PROGRAM PACKAGE_FOLDER (R with package survey; not part of the tests).
Agreement is |a - b| <= 1e-9 max(|a|, scale), scale 1e-6 for numbers near zero.
"""
import csv, json, os, subprocess, sys, tempfile

PROGRAM, DATA = os.path.abspath(sys.argv[1]), sys.argv[2]
REQUESTS = [
    "estimate . --of si",
    "estimate . --of si,alienation,common_cause,typology --by town",
    "estimate . --of a1,a4 --statistic share --by sex,age_band",
    "estimate . --of a1,si,p6 --statistic net --where town=alpha,beta --where si=30..70",
    "estimate . --of common_cause --by edu --base index --level 0.66,0.95",
    "estimate . --of typology --by member --ci logit",
    "estimate . --of a1 --statistic share --by town --ci beta",
    "estimate . --of p6,p1 --by member,sex --ci wald",
    "estimate . --of a1 --statistic missing --by sex",
    "estimate . --of si --by typology",
    "estimate . --of p1,town --statistic total --by sex",
    "estimate . --of si --over alienation --statistic ratio --by town",
    "estimate . --of si,alienation --statistic sd --ci log --by sex",
    "estimate . --of si --statistic variance --where member=1",
    "estimate . --of si --quantiles 0.1,0.5,0.9 --rule school --ci beta --by sex",
    "estimate . --of alienation --quantiles 0.25,0.5 --by edu --ci logit",
    "estimate . --of si --quantiles 0.3,0.5 --rule hf7 --level 0.5,0.9",
    "estimate . --of common_cause,mutual_help,authorities --statistic correlation --by sex",
    "compare . --of si,alienation --by town",
    "compare . --of si --by sex,member --adjust bh --level 0.9",
    "compare . --of typology --by member",
    "compare . --of a1 --statistic share --by edu --test wald --adjust bonferroni",
    "compare . --of a1 --by age_band --test rao-scott --adjust none",
    "compare . --of si --by sex --scale ratio --where town=alpha,beta",
    "compare . --of si,p6 --by town --contrast alpha=1,beta=-1/2,gamma=-1/2 --contrast delta=1,zeta=-1",
    "compare . --of common_cause --by sex,member --base index --contrast 1:1=1,2:1=-1",
    "compare . --of a1 --statistic missing --by sex",
]


def run(request, option):
    done = subprocess.run([PROGRAM, *request.split(), *option], cwd=DATA, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{request}: {done.stderr}")
    return done.stdout


def recomputed(code):
    """The data frames `result` and `tests` of the script."""
    with tempfile.TemporaryDirectory() as folder:
        code = code[: code.index("options(digits = 15")]
        for name in ("result", "tests"):
            path = json.dumps(os.path.join(folder, name))
            code += f'if (exists("{name}") && !is.null({name})) write.csv(format({name}, digits = 17), {path})\n'
        done = subprocess.run(["Rscript", "-"], cwd=DATA, input=code, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stderr}\n{code}")
        frames = {}
        for name in ("result", "tests"):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                frames[name] = [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(open(path))]
        return frames


def joined(group):
    return ":".join(group.values()) if group else "all"


def text(value):
    return "NA" if value is None else str(value)


def close(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-6)


def compare(request):
    answer, frames = json.loads(run(request, ["--format", "json"])), recomputed(run(request, ["--r-code"]))
    rows, found, numbers, faults = {}, 0, 0, []
    tests = {(t["of"], text(t["category"]), t["method"]): t for t in answer.get("tests", [])}
    if "comparisons" in answer:
        sign = {"difference": "-", "ratio": "/"}[answer["scale"]]
        for row in answer["comparisons"]:
            name = row["contrast"] or f"{joined(row['a'])} {sign} {joined(row['b'])}"
            rows[row["of"], row["statistic"], text(row["category"]), name] = row
        key = lambda r: (r["of"], r["statistic"], r["category"], r["comparison"])
        columns = {c: c for c in ("estimate", "se", "lower", "upper", "df", "t", "p")} | {"adjusted": "pAdjusted"}
    else:
        for row in answer["estimates"]:
            level = row.get("level") or answer["level"]
            rows[row["of"], row["statistic"], joined(row["by"]), text(row["category"]), text(row.get("over")),
                 text(row["quantile"]), str(level)] = row
        number = lambda x: x if x == "NA" else str(float(x))
        key = lambda r: (r["of"], r["statistic"], r["group"], r["category"], r["over"],
                         number(r["probability"]), number(r["level"]))
        columns = {c: c for c in ("n", "weightedN", "estimate", "se", "lower", "upper", "df", "deff")}
    wanted = {k: r for k, r in rows.items() if r["estimate"] is not None and r["se"] is not None}
    for row in frames.get("result", []):
        ours = rows.get(key(row))
        if ours is None:
            faults.append(f"no row {key(row)}")
            continue
        found += key(row) in wanted
        for theirs, name in columns.items():
            if row[theirs] in ("NA", "NaN") or ours[name] is None:
                if name != "deff" and ours["note"] is None and (row[theirs] in ("NA", "NaN")) != (ours[name] is None):
                    faults.append(f"{key(row)} {name}: {ours[name]} {row[theirs]}")
                continue
            numbers += 1
            if not close(float(row[theirs]), ours[name]):
                faults.append(f"{key(row)} {name}: {ours[name]} {row[theirs]}")
    if found != len(wanted):
        faults.append(f"{found} of {len(wanted)} rows")
    for row in frames.get("tests", []):
        method = row["test"].removeprefix("X2, p of ")
        ours = tests[row["of"], row["category"], method]
        pairs = [("value", "pearson" if row["test"] != method else "value"), ("df1", "df1"), ("df2", "df2"), ("p", "p")]
        for theirs, name in pairs:
            if row[theirs] not in ("NA", "NaN"):
                numbers += 1
                if not close(float(row[theirs]), ours[name]):
                    faults.append(f"{row['of']} {row['test']} {name}: {ours[name]} {row[theirs]}")
    print(f"{numbers - len(faults)} of {numbers}: {request}")
    for fault in faults[:8]:
        print("  DIFFERS", fault)
    return numbers, len(faults)


done = [compare(request) for request in REQUESTS]
print(f"{sum(n for n, _ in done)} numbers of {len(done)} requests, {sum(f for _, f in done)} differ")
sys.exit(any(f for _, f in done))
