"""Our matrix product for CUDA, taken step by step on the processor: every thread of every block, against plain sums.

What only a card can show (the launch, the barriers, the speed) is not shown here.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.backends.cuda import OWN

HARNESS = r"""
#include "munjigi-blas.cuh"
#include <cmath>
#include <cstdio>
#include <vector>

using namespace munjigi_blas;

static unsigned state = 1;
static float some() {
    state = state * 1664525u + 1013904223u;
    return float(state >> 8) / float(1 << 24) - 0.5f;
}

static double most(double one, double other) {
    return one != one || other <= one ? one : other;  // NaN is the most, and stays
}

// The same order as the kernel's: all threads load, all multiply, at the end all store.
template <typename T, typename R> static void whole(const Gemm<T, R> & g) {
    std::vector<float> as(DEEP * ROW), bs(DEEP * ROW);
    for (int row = 0; row < g.m; row += TILE) {
        for (int column = 0; column < g.n; column += TILE) {
            static float sum[THREADS][EACH][EACH];
            for (auto & one : sum) for (auto & line : one) for (float & value : line) value = 0.0f;
            for (int from = 0; from < g.k; from += DEEP) {
                for (int t = 0; t < THREADS; ++t) load(g, row, column, from, t, as.data(), bs.data());
                for (int t = 0; t < THREADS; ++t) multiply(t, as.data(), bs.data(), sum[t]);
            }
            for (int t = 0; t < THREADS; ++t) store(g, row, column, t, sum[t]);
        }
    }
}

template <typename T, typename R>
static double furthest(int m, int n, int k, bool ta, bool tb, float alpha, float beta) {
    const int lda = (ta ? k : m) + 3, ldb = (tb ? n : k) + 1, ldc = m + 2;
    std::vector<T> a(size_t(lda) * (ta ? m : k)), b(size_t(ldb) * (tb ? k : n));
    std::vector<R> c(size_t(ldc) * n);
    for (size_t i = 0; i < a.size(); ++i) a[i] = int(i % lda) < (ta ? k : m) ? T(some()) : T(NAN);  // not to be read
    for (size_t i = 0; i < b.size(); ++i) b[i] = int(i % ldb) < (tb ? n : k) ? T(some()) : T(NAN);
    for (R & value : c) value = beta == 0.0f ? R(NAN) : R(some());
    const std::vector<R> before = c;
    whole(Gemm<T, R>{ a.data(), b.data(), c.data(), m, n, k, lda, ldb, ldc, ta, tb, alpha, beta });
    double worst = 0.0;
    for (int col = 0; col < n; ++col) {
        for (int row = 0; row < m; ++row) {
            double wanted = 0.0;
            for (int d = 0; d < k; ++d) {
                wanted += double(float(a[ta ? d + size_t(row) * lda : row + size_t(d) * lda])) *
                          double(float(b[tb ? col + size_t(d) * ldb : d + size_t(col) * ldb]));
            }
            wanted = alpha * wanted + (beta == 0.0f ? 0.0 : beta * double(float(before[row + size_t(col) * ldc])));
            const double apart = std::fabs(wanted - double(float(c[row + size_t(col) * ldc])));
            worst = most(worst, apart);
        }
        for (int row = m; row < ldc; ++row) {
            const float was = float(before[row + size_t(col) * ldc]), is = float(c[row + size_t(col) * ldc]);
            if (!(was == is || (std::isnan(was) && std::isnan(is)))) return INFINITY;  // written outside
        }
    }
    return worst;
}

int main() {
    const int shapes[][3] = { { 1, 1, 1 }, { 64, 64, 16 }, { 65, 63, 17 }, { 130, 5, 200 }, { 3, 150, 31 }, { 7, 9, 0 },
                              { 200, 100, 33 } };
    double single = 0.0, half = 0.0;
    for (const auto & s : shapes) {
        for (int way = 0; way < 8; ++way) {
            const bool ta = way & 1, tb = way & 2;
            const float alpha = way & 4 ? 0.5f : 1.0f, beta = way & 4 ? 1.0f : 0.0f;
            single = most(single, furthest<float, float>(s[0], s[1], s[2], ta, tb, alpha, beta));
            half = most(half, furthest<_Float16, _Float16>(s[0], s[1], s[2], ta, tb, alpha, beta));
            half = most(half, furthest<_Float16, float>(s[0], s[1], s[2], ta, tb, alpha, beta));
        }
    }
    // X * A = alpha * B, A upper triangular: what was solved gives B again
    const int m = 5, n = 20, lda = 23, ldx = 6;
    std::vector<float> a(lda * n), x(ldx * n);
    for (int j = 0; j < n; ++j) for (int i = 0; i < lda; ++i) a[i + j * lda] = i < j ? some() : i == j ? 2.0f : NAN;
    for (float & value : x) value = some();
    const std::vector<float> b = x;
    double solved = 0.0;
    for (int row = 0; row < m; ++row) {
        solve_row(a.data(), x.data() + row, n, lda, ldx, 3.0f);
        for (int j = 0; j < n; ++j) {
            double again = 0.0;
            for (int i = 0; i <= j; ++i) again += double(x[row + i * ldx]) * a[i + j * lda];
            solved = most(solved, std::fabs(again - 3.0 * b[row + j * ldx]));
        }
    }
    std::printf("%g %g %g\n", single, half, solved);
}
"""


@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++")
def test_the_product_is_the_plain_sum_of_every_shape_and_way(tmp_path: Path) -> None:
    made = tmp_path / "harness"
    command = ["g++", "-std=c++17", "-O2", "-msse2", "-x", "c++", "-", "-I", str(OWN), "-o", str(made)]
    built = subprocess.run(command, input=HARNESS, text=True, capture_output=True, check=False)
    if "_Float16" in built.stderr and built.returncode:
        pytest.skip("this compiler has no 16-bit floats")
    assert built.returncode == 0, built.stderr
    told = subprocess.run([str(made)], capture_output=True, text=True, check=True).stdout
    single, half, solved = map(float, told.split())
    assert single < 1e-5
    assert half < 5e-3  # what 16 bits round away of a sum of up to 3
    assert solved < 1e-5
