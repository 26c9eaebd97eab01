# Re-derives a sample of the R values with hand-written formulas.  python3 check_by_hand.py
from handlib import *
raw = load('towns_raw.csv'); S = load('towns_scored.csv'); n = len(S)
# 0. scale score straight from the raw codes
def score(r, items, rev, lo=1, hi=5, mv=2):
    v = [num(r[i]) for i in items]; v = [(lo + hi - x if k else x) for x, k in zip(v, rev) if x is not None and lo <= x <= hi]
    return None if len(v) < mv else 100 * (sum(v) / len(v) - lo) / (hi - lo)
SC = {'common_cause': (['a1','a2','a3'], [0,0,1]), 'mutual_help': (['b1','b2','b3'], [0,0,0]), 'authorities': (['c1','c2','c3'], [0,1,0])}
dim = {k: [score(r, *v) for r in raw] for k, v in SC.items()}
ix = [None if any(dim[k][i] is None for k in dim) else sum(dim[k][i] for k in dim) / 3 for i in range(n)]
C = cases('towns_scores.json'); e = C['score/overall_index/pct/min_dims=3']['estimates'][0]
same('index n', sum(x is not None for x in ix), e['n_valid']); same('index sum', sum(x for x in ix if x is not None), e['sum']); same('index sum of squares', sum(x*x for x in ix if x is not None), e['sum_sq'])
w = [float(r['w']) for r in S]; town = [r['town'] for r in S]; psu = [r['psu'] for r in S]; puid = [r['psu_id'] for r in S]; sex = [r['sex'] for r in S]; one = [str(i) for i in range(n)]
Np = [float(r['N_psu']) for r in S]; Mp = [float(r['M_psu']) for r in S]; Nt = [float(r['N_town']) for r in S]
def mean_var(y, dom, strata, ps, fpc=None):
    u = [1.0 if dom[i] and y[i] is not None else 0.0 for i in range(n)]; W = sum(a*b for a, b in zip(w, u)); m = sum(w[i]*u[i]*(y[i] or 0) for i in range(n)) / W
    z = [w[i]*u[i]*((y[i] if u[i] else 0) - m) / W for i in range(n)]; return m, taylor(z, strata, ps, fpc), W, z
ALL = [True]*n; M = cases('towns_means.json')
# 1-3 stratified cluster mean, with fpc, and a domain as a ratio
m, v, W, z = mean_var(ix, ALL, town, psu); e = find(M['svymean/clu'], var='index'); same('clu mean', m, e['estimate']); same('clu SE', v**.5, e['se'])
df = len(set(puid)) - 6; same('clu df', df, e['df_design']); t = qt975(df); same('clu t interval low', m - t*v**.5, e['ci_t_design'][0])
nn = sum(x is not None for x in ix); s2 = sum(w[i]*(ix[i]-m)**2 for i in range(n) if ix[i] is not None)/W*nn/(nn-1)
same('deff', v/(s2/nn*(W-nn)/W), e['deff']); same('deff replace', v/(s2/nn), e['deff_replace'])
m, v, W, z = mean_var(ix, ALL, town, psu, Np); same('cluf SE', v**.5, find(M['svymean/cluf'], var='index')['se'])
m, v, W, z = mean_var(ix, [s == 'F' for s in sex], town, psu); e = find(M['svymean/clu/by sex'], var='index', domain={'sex': 'F'}); same('domain F mean', m, e['estimate']); same('domain F SE', v**.5, e['se'])
m, v, W, z = mean_var(ix, [town[i] == 'Fir' and sex[i] == 'M' for i in range(n)], town, one, Nt); e = find(M['svymean/strf/by town x sex'], var='index', domain={'town': 'Fir', 'sex': 'M'}); same('strf Fir x M SE', v**.5, e['se'])
# 4 two-stage with fpc at both stages
m, v1, W, z = mean_var(ix, ALL, town, puid, Np); v2 = 0.0; gt = {k: len({puid[i] for i in g}) for k, g in group(town).items()}
for p, g in group(puid).items():
    k = len(g); zb = sum(z[i] for i in g)/k; v2 += gt[town[g[0]]]/Np[g[0]] * (1 - k/Mp[g[0]]) * k/(k-1) * sum((z[i]-zb)**2 for i in g)
same('two-stage SE', (v1+v2)**.5, find(M['svymean/two'], var='index')['se'])
# 5 total and ratio
T = cases('towns_totals.json'); y = [num(r['help_given']) for r in S]; x = [num(r['help_received']) for r in S]
X = sum(a*b for a, b in zip(w, x)); same('total SE', taylor([a*b for a, b in zip(w, x)], town, psu)**.5, find(T['svytotal/clu'], var='help_received')['se'])
ok = [a is not None for a in y]; Xo = sum(w[i]*x[i] for i in range(n) if ok[i]); R = sum(w[i]*y[i] for i in range(n) if ok[i])/Xo
e = T['svyratio/clu']['estimates'][0]; same('ratio', R, e['estimate']); same('ratio SE', taylor([w[i]*(y[i]-R*x[i])/Xo if ok[i] else 0. for i in range(n)], town, psu)**.5, e['se'])
# 6 Korn-Graubard interval
P = cases('towns_proportions.json'); b = [num(r['volunteer']) for r in S]; m, v, W, z = mean_var(b, ALL, town, psu); e = find(P['svyciprop/clu'], var='volunteer'); nb = sum(q is not None for q in b)
ne = m*(1-m)/v*(qt975(nb-1)/t)**2; same('beta low', qbeta(.025, ne*m, ne*(1-m)+1), e['ci_beta'][0]); same('beta high', qbeta(.975, ne*m+1, ne*(1-m)), e['ci_beta'][1])
sl = v**.5/(m*(1-m)); lo = math.log(m/(1-m)) - t*sl; same('logit low', 1/(1+math.exp(-lo)), e['ci_xlogit'][0])
# 7 median, qrule "math" (lower end of the flat step) and Woodruff interval
Q = cases('towns_quantiles.json'); e = find(Q['svyquantile/clu/qrule=math/interval=mean'], var='index', p=.5); o = sorted((ix[i], w[i]) for i in range(n) if ix[i] is not None); W = sum(a[1] for a in o)
def quant(p):
    c = 0.
    for q, ww in o:
        c += ww
        if c >= p*W: return q
med = quant(.5); same('median', med, e['estimate']); m, v, _, _ = mean_var([None if q is None else float(q <= med) for q in ix], ALL, town, psu)
same('Woodruff low', quant(m - t*v**.5), e['ci'][0]); same('Woodruff high', quant(m + t*v**.5), e['ci'][1]); same('Woodruff se', (e['ci'][1]-e['ci'][0])/(2*t), e['se'])
# 8 domain difference through the joint linearisation, Wald test over towns
K = cases('towns_contrasts.json'); zF = mean_var(ix, [s == 'F' for s in sex], town, psu); zM = mean_var(ix, [s == 'M' for s in sex], town, psu)
d = zM[0]-zF[0]; sd = taylor([a-b for a, b in zip(zM[3], zF[3])], town, psu)**.5; e = find(K['svyttest/clu/pairs of sex'], var='index'); same('sex difference', d, e['difference_b_minus_a']); same('sex difference SE', sd, e['se']); same('sex difference df', df-1, e['df'])
e = find(K['domain covariance and contrasts/clu/index by sex'], stat='difference'); same('same SE by svycontrast', sd, e['se'])
# 9 gaussian svyglm: weighted least squares + sandwich
G = cases('towns_glm.json')['svyglm/clu/gaussian/index ~ town + sex + age']; L = ['Birch','Cedar','Dogwood','Elm','Fir']
Xm = [[1.] + [float(town[i] == l) for l in L] + [float(sex[i] == 'M'), float(S[i]['age'])] for i in range(n)]; p = 8; rows = [i for i in range(n) if ix[i] is not None]
A = [[sum(w[i]*Xm[i][a]*Xm[i][c] for i in rows) for c in range(p)] for a in range(p)]; be = solve(A, [sum(w[i]*Xm[i][a]*ix[i] for i in rows) for a in range(p)])
res = [None if ix[i] is None else ix[i] - sum(q*r for q, r in zip(be, Xm[i])) for i in range(n)]
inv = [solve(A, [float(a == c) for a in range(p)]) for c in range(p)]
for a, nm in ((6, 'sexM'), (7, 'age')):
    zz = [0. if res[i] is None else w[i]*res[i]*sum(inv[a][c]*Xm[i][c] for c in range(p)) for i in range(n)]; e = find(G, term=nm); same('glm '+nm, be[a], e['estimate']); same('glm SE '+nm, taylor(zz, town, psu)**.5, e['se'])
same('glm df', df + 1 - p, find(G, stat='model')['df_residual'])
# 10 post-stratification: weights and SE (residual = value minus cell mean, cells = sex_age)
cal = cases('towns_calibration.json'); pop = cal['population']['estimates'][0]['sex_age']; tot = dict(zip(pop['levels'], pop['totals'])); cell = [r['sex_age'] for r in S]; gs = group(cell)
g = [tot[cell[i]]/sum(w[j] for j in gs[cell[i]]) for i in range(n)]; wp = [a*b for a, b in zip(w, g)]; e0 = cal['postStratify/clu/sex_age']['estimates']; same('poststrat sum w^2', sum(q*q for q in wp), e0[0]['sum_sq'])
W = sum(wp[i] for i in rows); m = sum(wp[i]*ix[i] for i in rows)/W; u = [0. if ix[i] is None else (ix[i]-m)/W for i in range(n)]
cm = {k: sum(w[i]*u[i] for i in v)/sum(w[i] for i in v) for k, v in gs.items()}; e = find(cal['postStratify/clu/sex_age'], var='index', domain={}); same('poststrat mean', m, e['mean']); same('poststrat SE', taylor([wp[i]*(u[i]-cm[cell[i]]) for i in range(n)], town, psu)**.5, e['mean_se'])
# 11 linear calibration ~ town + sex_age
lv = pop['levels'][1:]; Xc = [[1.] + [float(town[i] == l) for l in L] + [float(cell[i] == l) for l in lv] for i in range(n)]; pt = dict(zip(cal['population']['estimates'][0]['town']['levels'], cal['population']['estimates'][0]['town']['totals'])); tg = [sum(pt.values())] + [pt[l] for l in L] + [tot[l] for l in lv]; k = len(tg)
A = [[sum(w[i]*Xc[i][a]*Xc[i][c] for i in range(n)) for c in range(k)] for a in range(k)]; lam = solve(A, [tg[a]-sum(w[i]*Xc[i][a] for i in range(n)) for a in range(k)]); wc = [w[i]*(1+sum(a*b for a, b in zip(lam, Xc[i]))) for i in range(n)]
same('linear calibration sum w^2', sum(q*q for q in wc), cal['calibrate linear/clu/town + sex_age']['estimates'][0]['sum_sq'])
W = sum(wc[i] for i in rows); m = sum(wc[i]*ix[i] for i in rows)/W; u = [0. if ix[i] is None else (ix[i]-m)/W for i in range(n)]; B = solve(A, [sum(w[i]*Xc[i][a]*u[i] for i in range(n)) for a in range(k)])
e = find(cal['calibrate linear/clu/town + sex_age'], var='index', domain={}); same('linear calibration SE (residuals use the design weights, scores use the new ones)', taylor([wc[i]*(u[i]-sum(a*b for a, b in zip(B, Xc[i]))) for i in range(n)], town, psu)**.5, e['mean_se'])
# 12 raking weights and R's ten-pass SE
wr_ = w[:]; gt_ = group(town); 
for it in range(2000):
    old = wr_[:]
    for gg, tt in ((gs, tot), (gt_, pt)):
        for key, idx in gg.items():
            f = tt[key]/sum(wr_[i] for i in idx)
            for i in idx: wr_[i] *= f
        if gg is gs: w1 = wr_[:]
    if max(abs(a-b) for a, b in zip(old, wr_)) < 1e-12: break
same('rake sum w^2', sum(q*q for q in wr_), cal['rake/clu/sex_age, town']['estimates'][0]['sum_sq'])
W = sum(wr_[i] for i in rows); m = sum(wr_[i]*ix[i] for i in rows)/W; zz = [0. if ix[i] is None else wr_[i]*(ix[i]-m)/W for i in range(n)]
for it in range(10):
    for gg, pw in ((gs, w1), (gt_, wr_)):
        for idx in gg.values():
            av = sum(zz[i]/pw[i] for i in idx)/len(idx)
            for i in idx: zz[i] -= pw[i]*av
same('rake SE', taylor(zz, town, psu)**.5, find(cal['rake/clu/sex_age, town'], var='index', domain={})['mean_se'])
# 13 alpha, pairwise
Rl = cases('towns_reliability.json'); it = [[(6-q if rv else q) if (q := num(r[i])) is not None and q <= 5 else None for r in raw] for i, rv in zip(*SC['common_cause'])]
def cov(a, b):
    pr = [(x1, y1) for x1, y1 in zip(a, b) if x1 is not None and y1 is not None]; ma = sum(q[0] for q in pr)/len(pr); mb = sum(q[1] for q in pr)/len(pr); return sum((q[0]-ma)*(q[1]-mb) for q in pr)/(len(pr)-1)
Cv = [[cov(a, b) for b in it] for a in it]; al = lambda Z: len(Z)/(len(Z)-1)*(1-sum(Z[i][i] for i in range(len(Z)))/sum(map(sum, Z))); Rr = [[Cv[i][j]/(Cv[i][i]*Cv[j][j])**.5 for j in range(3)] for i in range(3)]
e = Rl['alpha/common_cause/use=pairwise']['estimates'][0]; same('raw alpha', al(Cv), e['raw_alpha']); same('standardised alpha', al(Rr), e['std_alpha'])
e = find(Rl['alpha/common_cause/use=pairwise'], stat='item', item='a3'); same('r.drop a3', (Cv[0][2]+Cv[1][2])/(Cv[2][2]*(Cv[0][0]+Cv[1][1]+2*Cv[0][1]))**.5, e['r_drop'])
# 14 Rao-Scott F for sex x volunteer (2x2: Delta is one number)
rw = [i for i in range(n) if b[i] is not None]; W = sum(w[i] for i in rw); Pc = {(s, q): sum(w[i] for i in rw if sex[i] == s and b[i] == q)/W for s in 'FM' for q in (0., 1.)}
pr = {s: Pc[s, 0.]+Pc[s, 1.] for s in 'FM'}; pc = {q: Pc['F', q]+Pc['M', q] for q in (0., 1.)}; X2 = n*sum((Pc[k]-pr[k[0]]*pc[k[1]])**2/(pr[k[0]]*pc[k[1]]) for k in Pc)
con = {('F', 0.): 1., ('M', 0.): -1., ('F', 1.): -1., ('M', 1.): 1.}; lin = [con[sex[i], b[i]]/Pc[sex[i], b[i]] if b[i] is not None else 0. for i in range(n)]; mu = sum(w[i]*lin[i] for i in rw)/W
vv = taylor([w[i]*(lin[i]-mu)/W if b[i] is not None else 0. for i in range(n)], town, psu); delta = vv/(sum(1/Pc[k] for k in Pc)/n); e = find(K['svychisq/clu/sex x volunteer'], statistic_kind='F'); same('Rao-Scott F', X2/delta, e['statistic']); same('Rao-Scott p', pf_upper(X2/delta, 1, df), e['p'])
# 15 apistrat mean (published 662.29, SE 9.4089) and apiclus2 two-stage
A = load('api/apistrat.csv'); ya = [float(r['api00']) for r in A]; wa = [float(r['pw']) for r in A]; W = sum(wa); m = sum(p*q for p, q in zip(wa, ya))/W; e = find(cases('api/api_means.json')['svymean/dstrat'], var='api00')
same('apistrat mean', m, e['estimate']); same('apistrat SE', taylor([p*(q-m)/W for p, q in zip(wa, ya)], [r['stype'] for r in A], [str(i) for i in range(200)], [float(r['fpc']) for r in A])**.5, e['se'])
print(N[0], 'checks,', len(BAD), 'differ', BAD)
raise SystemExit(bool(BAD))
