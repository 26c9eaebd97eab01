"""Runs the R code that `regress` prints and compares every number with the program's.

Usage: python3 check_models_r_code.py PROGRAM PACKAGE_FOLDER (R with package survey; not part of the tests).
Agreement is |a - b| <= 1e-9 max(|a|, scale), scale 1e-6 for numbers near zero.
"""
import csv, json, os, subprocess, sys, tempfile

PROGRAM, DATA = os.path.abspath(sys.argv[1]), sys.argv[2]
REQUESTS = [
    "--of si --on sex,age_band --reference age_band=3",
    "--of si --on sex,alienation,sex:alienation --where town=alpha,beta,gamma",
    "--of p6 --on sex,si --family quasibinomial",
    "--of typology=solidary --on edu,sex --family quasibinomial",
    "--of leave=1,2 --on factor(income),number(a1),town --family quasibinomial --where si=20..80",
    "--of alienation --on typology,edu*sex",
    "--of a1 --on 1",
    "--of si=50..100 --on member,sex --family quasibinomial --where edu=3,4 --level 0.9",
    "--of income --on p6,town --reference town=theta,p6=0",
]
FRAMES = {
    "result": ("coefficients", {"estimate": "estimate", "se": "se", "t": "t", "p": "p", "lower": "lower", "upper": "upper"}),
    "tests": ("tests", {"F": "f", "df1": "df1", "df2": "df2", "p": "p"}),
    "margins": ("margins", {"mean": "estimate", "se": "se", "lower": "lower", "upper": "upper"}),
    "fit": (None, {"n": "n", "df": "df", "dispersion": "dispersion", "deviance": "deviance", "null.deviance": "nullDeviance"}),
}


def run(request, *option):
    done = subprocess.run([PROGRAM, "regress", ".", *request.split(), *option], cwd=DATA, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{request}: {done.stderr}")
    return done.stdout


def recomputed(code):
    """The data frames of the script."""
    frames = {}
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        code = code[: code.index("options(digits = 15")]
        for name in FRAMES:
            code += f"if (!is.null({name})) write.csv(format({name}, digits = 17), {json.dumps(path(name))})\n"
        done = subprocess.run(["Rscript", "-"], cwd=DATA, input=code, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stderr}\n{code}")
        for name in FRAMES:
            if os.path.exists(path(name)):
                frames[name] = list(csv.DictReader(open(path(name))))
    return frames


compared = 0
for request in REQUESTS:
    answer = json.loads(run(request, "--format", "json"))
    # R names the reference of a factor first, the program keeps the codebook's order.
    references = {one["name"]: one["reference"] for one in answer["factors"]}
    answer["margins"].sort(key=lambda one: (list(references).index(one["factor"]), one["level"] != references[one["factor"]]))
    frames = recomputed(run(request, "--r-code"))
    for name, (key, columns) in FRAMES.items():
        ours = [answer] if key is None else [one for one in answer[key] if one.get("estimate", 0) is not None]
        theirs = frames.get(name, [])
        assert len(ours) == len(theirs), (request, name, len(ours), len(theirs))
        for a, b in zip(ours, theirs):
            for column, field in columns.items():
                x, y = float(a[field]), float(b[column])
                assert abs(x - y) <= 1e-9 * max(abs(x), 1e-6), (request, name, column, x, y)
                compared += 1
print(f"{compared} numbers of {len(REQUESTS)} requests agree")
