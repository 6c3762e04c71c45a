"""Known answers for the statistics, worked out once by code that is not ours.

    python3 -m venv v && v/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels mpmath
    v/bin/python test/analysis/statistics/known-answers.py > test/analysis/statistics/known-answers.json
    npx biome format --write test/analysis/statistics/known-answers.json
"""

import itertools
import json

import mpmath
import numpy as np
from scipy import optimize, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower, TTestPower
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

rng = np.random.default_rng(20)
OUT = {}


def listed(values):
    return [float(x) for x in values]


def rounded(values, digits=4):
    return np.round(values, digits)


# --- samples -------------------------------------------------------------------------------------------------------
seeds = rng.normal(0, 1, 25)
control = rounded(0.32 + 0.03 * seeds + 0.02 * rng.normal(0, 1, 25))
treatment = rounded(0.30 + 0.02 * seeds + 0.04 * rng.normal(0, 1, 25))
few_control, few_treatment = control[:9], treatment[:9]
other = rounded(rng.gamma(2, 0.1, 14), 3)  # an independent arm of another size and shape
counts_control = rng.poisson(3, 30).astype(float)
counts_treatment = rng.poisson(4, 30).astype(float)
SAMPLES = {
    "control": control,
    "treatment": treatment,
    "other": other,
    "countsControl": counts_control,
    "countsTreatment": counts_treatment,
}
OUT["samples"] = {name: listed(values) for name, values in SAMPLES.items()}


# --- t intervals ---------------------------------------------------------------------------------------------------
def paired(c, t):
    found = stats.ttest_rel(t, c)
    low, high = found.confidence_interval(0.95)
    d = t - c
    return {
        "estimate": float(np.mean(d)),
        "standardError": float(stats.sem(d)),
        "freedom": float(found.df),
        "low": float(low),
        "high": float(high),
    }


def welch(c, t):
    found = stats.ttest_ind(t, c, equal_var=False)
    low, high = found.confidence_interval(0.95)
    error = np.sqrt(np.var(c, ddof=1) / len(c) + np.var(t, ddof=1) / len(t))
    return {
        "estimate": float(np.mean(t) - np.mean(c)),
        "standardError": float(error),
        "freedom": float(found.df),
        "low": float(low),
        "high": float(high),
    }


OUT["paired"] = {"all": paired(control, treatment), "nine": paired(few_control, few_treatment)}
OUT["welch"] = {"other": welch(control, other), "counts": welch(counts_control, counts_treatment)}
OUT["tQuantiles"] = [
    {"level": level, "freedom": freedom, "t": float(stats.t.ppf((1 + level) / 2, freedom))}
    for level in (0.8, 0.9, 0.95, 0.99)
    for freedom in (1.0, 1.5, 2.3, 5.7, 11.2, 33.3, 120.5, 20000.0)
]


# --- noncentral t: by quadrature with 30 digits, as SciPy has no answer in places --------------------------------------
def noncentral(t, f, delta):
    mpmath.mp.dps = 30
    f = mpmath.mpf(f)
    scale = 2 * (f / 2) ** (f / 2) / mpmath.gamma(f / 2)

    def density(s):
        return scale * s ** (f - 1) * mpmath.exp(-f * s * s / 2)

    edge = abs(delta / t) if t else 1
    width = 1 / mpmath.sqrt(2 * f)
    points = sorted({mpmath.mpf(0), *[max(mpmath.mpf(0), 1 + k * width) for k in (-8, -4, -2, 0, 2, 4, 8, 14)],
                     *[max(mpmath.mpf(0), edge + k / max(abs(t), 1)) for k in (-6, -3, 0, 3, 6)]})
    below = mpmath.quad(lambda s: density(s) * mpmath.ncdf(t * s - delta), points)
    above = mpmath.quad(lambda s: density(s) * mpmath.ncdf(delta - t * s), points)
    return {"t": t, "freedom": float(f), "delta": delta, "below": float(below), "above": float(above)}


OUT["noncentral"] = [
    noncentral(t, f, delta)
    for t, f, delta in [
        (1.0, 1, 0.0), (2.2, 3, 0.0), (-3.5, 7.4, 0.0), (12.0, 9, 0.0),
        (1.3, 2, 1.0), (0.0, 5, 0.7), (-1.2, 9, 0.5), (2.5, 9, 3.0), (5.0, 24.5, 2.0),
        (14.0, 9, 12.0), (-14.0, 9, -12.0), (12.0, 199, 11.0), (60.0, 19, 45.0), (91.0, 49, 70.0), (42.0, 4, 70.0),
    ]
]


# --- effect sizes ----------------------------------------------------------------------------------------------------
def effect(t, f, m):
    def ends(p):
        # spread over a bracket that SciPy's nct answers in
        return optimize.brentq(lambda delta: stats.nct.cdf(t, f, delta) - p, t - 6, t + 6 + abs(t), xtol=1e-13)

    correction = special.gamma(f / 2) / (np.sqrt(f / 2) * special.gamma((f - 1) / 2))
    root = np.sqrt(m)
    return {"estimate": float(correction * t / root), "low": ends(0.975) / root, "high": ends(0.025) / root}


d = treatment - control
n, m = len(control), len(other)
pooled = np.sqrt(((n - 1) * np.var(control, ddof=1) + (m - 1) * np.var(other, ddof=1)) / (n + m - 2))
size = n * m / (n + m)
OUT["effect"] = {
    "paired": effect(float(stats.ttest_rel(treatment, control).statistic), n - 1, n),
    "nine": effect(float(stats.ttest_rel(few_treatment, few_control).statistic), 8, 9),
    "unpaired": effect(float((np.mean(other) - np.mean(control)) / pooled * np.sqrt(size)), n + m - 2, size),
}
OUT["hedges"] = [
    {"freedom": f, "correction": float(mpmath.gamma(f / 2) / (mpmath.sqrt(mpmath.mpf(f) / 2) * mpmath.gamma((f - 1) / 2)))}
    for f in (2, 3, 9, 49, 999)
]

# --- pairing ---------------------------------------------------------------------------------------------------------
found = stats.pearsonr(control, treatment)
low, high = found.confidence_interval(0.95)
OUT["pairing"] = {
    "correlation": float(found.statistic),
    "low": float(low),
    "high": float(high),
    "varianceSaved": float(1 - np.var(d, ddof=1) / (np.var(control, ddof=1) + np.var(treatment, ddof=1))),
}


# --- permutation tests -----------------------------------------------------------------------------------------------
def student(x, axis=-1):
    deviation = np.std(x, axis=axis, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(np.mean(x, axis=axis)) / (deviation / np.sqrt(x.shape[axis]))
    return np.where(np.isnan(t), 0, t)


def flips(values):
    found = stats.permutation_test(
        (values,), student, permutation_type="samples", alternative="greater", n_resamples=np.inf, vectorized=True
    )
    return {"differences": listed(values), "p": float(found.pvalue)}


def flips_of_many(values):
    """All sign patterns, the sums of one half against those of the other."""
    def sums(part):
        total = np.zeros(1)
        for value in part:
            total = np.concatenate([total - value, total + value])
        return total

    half = len(values) // 2
    all_sums = np.abs(sums(values[:half])[:, None] + sums(values[half:])[None, :])
    return {"differences": listed(values), "p": float(np.mean(all_sums >= abs(values.sum()) - 1e-9))}


def welch_t(x, y, axis=-1):
    error = np.sqrt(np.var(x, axis=axis, ddof=1) / x.shape[axis] + np.var(y, axis=axis, ddof=1) / y.shape[axis])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(np.mean(x, axis=axis) - np.mean(y, axis=axis)) / error
    return np.where(np.isnan(t), 0, t)


def labels(c, t):
    found = stats.permutation_test(
        (c, t), welch_t, permutation_type="independent", alternative="greater", n_resamples=np.inf, vectorized=True
    )
    return {"control": listed(c), "treatment": listed(t), "p": float(found.pvalue)}


OUT["signFlips"] = [
    flips(rounded(few_treatment - few_control)),
    flips(np.array([1.0, 1, 2, -1, 3, 0, 2, 0, -2, 1])),
    flips_of_many(rounded(d[:24])),
]
OUT["labels"] = [
    labels(few_control[:6], other[:7]),
    labels(np.array([1.0, 1, 1, 1, 2]), np.array([2.0, 2, 2, 2])),
    labels(counts_control[:8], counts_treatment[:5]),
]


# --- rank tests ------------------------------------------------------------------------------------------------------
def signed_rank(values, method):
    found = stats.wilcoxon(values, zero_method="wilcox", correction=method == "asymptotic", method=method)
    ranks = stats.rankdata(np.abs(values[values != 0]))
    return {
        "differences": listed(values),
        "plus": float(ranks[values[values != 0] > 0].sum()),
        "p": float(found.pvalue),
    }


OUT["signedRank"] = {
    "exact": [signed_rank(rounded(few_treatment - few_control), "exact"), signed_rank(rounded(d, 6), "exact")],
    "normal": [
        signed_rank(counts_treatment - counts_control, "asymptotic"),
        signed_rank(rounded(rng.normal(0.2, 1, 60), 6), "asymptotic"),
    ],
}


def whitney(c, t, method):
    found = stats.mannwhitneyu(t, c, method=method, use_continuity=True)
    return {"control": listed(c), "treatment": listed(t), "u": float(found.statistic), "p": float(found.pvalue)}


spread_a, spread_b = rounded(rng.normal(0, 1, 45), 6), rounded(rng.normal(0.3, 1, 40), 6)
OUT["mannWhitney"] = {
    "exact": [whitney(few_control, rounded(other + 1e-5, 5), "exact"), whitney(spread_a, spread_b, "exact")],
    "normal": [
        whitney(counts_control, counts_treatment, "asymptotic"),
        whitney(rounded(rng.normal(0, 1, 55), 6), rounded(rng.normal(0.4, 1, 20), 6), "asymptotic"),
    ],
}


# --- Kolmogorov-Smirnov ------------------------------------------------------------------------------------------------
def smirnov(c, t):
    found = stats.ks_2samp(t, c, method="exact")
    return {"control": listed(c), "treatment": listed(t), "distance": float(found.statistic), "p": float(found.pvalue)}


def smirnov_with_ties(c, t):
    """All ways to deal the values to the arms."""
    everything = np.concatenate([c, t])
    places = np.unique(everything)

    def gap(chosen):
        mask = np.zeros(len(everything), bool)
        mask[list(chosen)] = True
        a, b = everything[mask], everything[~mask]
        return max(abs(np.mean(a <= x) - np.mean(b <= x)) for x in places)

    seen = gap(range(len(c)))
    gaps = np.array([gap(chosen) for chosen in itertools.combinations(range(len(everything)), len(c))])
    return {"control": listed(c), "treatment": listed(t), "distance": float(seen), "p": float(np.mean(gaps >= seen - 1e-9))}


large_a, large_b = rng.normal(0, 1, 1200), rng.normal(0.05, 1, 1000)
large = stats.ks_2samp(large_a, large_b)
OUT["smirnov"] = {
    "exact": [smirnov(few_control, rounded(other + 1e-5, 5)), smirnov(spread_a, spread_b)],
    "ties": [
        smirnov_with_ties(counts_control[:6], counts_treatment[:7]),
        smirnov_with_ties(np.array([0.0, 0, 0, 1, 1]), np.array([1.0, 1, 2, 2, 2, 3])),
    ],
    "limit": [{"lambda": x, "p": float(special.kolmogorov(x))} for x in (0.3, 0.5, 0.8, 1.0, 1.36, 2.0, 3.0)],
}

# --- Holm, equivalence, power --------------------------------------------------------------------------------------------
ps = [0.011, 0.04, 0.0004, 0.2, 0.04, 0.6]
OUT["holm"] = {"ps": ps, "adjusted": listed(multipletests(ps, method="holm")[1])}
OUT["equivalence"] = {
    "paired": [
        {"margin": margin, "p": float(ttost_paired(treatment, control, -margin, margin)[0])} for margin in (0.02, 0.04, 0.06)
    ],
    "unpaired": [
        {"margin": margin, "p": float(ttost_ind(other, control, -margin, margin, usevar="unequal")[0])}
        for margin in (0.05, 0.2)
    ],
    "ninety": listed(stats.ttest_rel(treatment, control).confidence_interval(0.90)),
}
one, two = TTestPower(), TTestIndPower()
OUT["power"] = {
    "paired": [
        {"effect": effect_size, "seeds": seeds_, "power": float(one.power(effect_size, seeds_, 0.05, alternative="two-sided"))}
        for effect_size, seeds_ in [(0.5, 10), (0.5, 34), (1.0, 5), (0.2, 200)]
    ],
    # equal spreads: the pooled test of statsmodels has the same 2n - 2 degrees of freedom
    "unpaired": [
        {"effect": effect_size, "seeds": seeds_, "power": float(two.power(effect_size, seeds_, 0.05, alternative="two-sided"))}
        for effect_size, seeds_ in [(0.5, 20), (0.8, 26)]
    ],
    "seedsForPower": [
        {"effect": effect_size, "power": power, "seeds": int(np.ceil(one.solve_power(effect_size, None, 0.05, power)))}
        for effect_size, power in [(0.5, 0.8), (0.3, 0.9), (1.0, 0.8)]
    ],
    "deviation": {
        "value": float(np.std(d, ddof=1)),
        "low": float(np.std(d, ddof=1) * np.sqrt((n - 1) / stats.chi2.ppf(0.975, n - 1))),
        "high": float(np.std(d, ddof=1) * np.sqrt((n - 1) / stats.chi2.ppf(0.025, n - 1))),
    },
    "widths": [
        {"width": width, "seeds": next(k for k in range(2, 10**6) if 2 * stats.t.ppf(0.975, k - 1) / np.sqrt(k) <= width)}
        for width in (2.0, 1.0, 0.3)
    ],
}


# --- bootstrap: SciPy's BCa; the studentised one by its formula; both over the same draws ---------------------------------
def resampled(values, draws):
    size = len(values)
    index = np.random.default_rng(7).integers(0, size, (draws, size))
    found = stats.bootstrap((values,), np.mean, n_resamples=draws, method="BCa", rng=np.random.default_rng(7))
    taken = values[index]
    assert np.allclose(found.bootstrap_distribution, taken.mean(axis=1))
    ratios = (taken.mean(axis=1) - values.mean()) / (taken.std(axis=1, ddof=1) / np.sqrt(size))
    low_t, high_t = np.quantile(ratios, [0.025, 0.975])
    return {
        "values": listed(values),
        "index": "".join("0123456789abcdefghijklmnopqrstuvwxyz"[i] for i in index.ravel()),
        "draws": draws,
        "bca": listed(found.confidence_interval),
        "studentised": listed([values.mean() - high_t * stats.sem(values), values.mean() - low_t * stats.sem(values)]),
    }


OUT["bootstrap"] = [resampled(other, 199), resampled(rounded(d[:10]), 199)]

# --- L-moments -------------------------------------------------------------------------------------------------------
OUT["lMoments"] = [
    {"values": listed(values), "skewness": float(stats.lmoment(values, order=3)), "kurtosis": float(stats.lmoment(values, order=4))}
    for values in (control, other, rounded(d))
]

print(json.dumps(OUT, indent=1))
