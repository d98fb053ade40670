// One tile of C = alpha * op(A) * op(B) + beta * C, column-major as in BLAS, in three steps that each thread of a
// block takes: load, multiply, store. Plain C++, so that a test can take them on a processor, one thread after the other.

#pragma once

#include <cstdint>

#ifdef __CUDACC__
#define BLAS_BOTH __host__ __device__ __forceinline__
#else
#define BLAS_BOTH inline
#endif

namespace munjigi_blas {

constexpr int TILE    = 64;   // rows and columns of C that a block computes
constexpr int DEEP    = 16;   // how much of the sum it holds at a time
constexpr int THREADS = 256;  // 16 x 16, each with 4 x 4 entries of C, 16 apart
constexpr int APART   = 16;
constexpr int EACH    = TILE / APART;
constexpr int ROW     = TILE + 1;  // one more than there are: neighbours in the sum lie in other banks

template <typename T, typename R> struct Gemm {
    const T * a;
    const T * b;
    R *       c;
    int       m, n, k;
    int64_t   lda, ldb, ldc;
    bool      ta, tb;  // transposed
    float     alpha, beta;
};

// Neighbouring threads read neighbouring memory, whichever way the matrix lies. What is outside counts as nothing.
template <typename T, typename R>
BLAS_BOTH void load(const Gemm<T, R> & g, int row, int column, int from, int thread, float * as, float * bs) {
    for (int i = thread; i < TILE * DEEP; i += THREADS) {
        const int ar = g.ta ? i / DEEP : i % TILE, ad = g.ta ? i % DEEP : i / TILE;
        const int bc = g.tb ? i % TILE : i / DEEP, bd = g.tb ? i / TILE : i % DEEP;
        const int64_t r = row + ar, c = column + bc, da = from + ad, db = from + bd;
        as[ad * ROW + ar] = r < g.m && da < g.k ? float(g.a[g.ta ? da + r * g.lda : r + da * g.lda]) : 0.0f;
        bs[bd * ROW + bc] = c < g.n && db < g.k ? float(g.b[g.tb ? c + db * g.ldb : db + c * g.ldb]) : 0.0f;
    }
}

BLAS_BOTH void multiply(int thread, const float * as, const float * bs, float (&sum)[EACH][EACH]) {
    const int x = thread % APART, y = thread / APART;
    for (int d = 0; d < DEEP; ++d) {
        float av[EACH], bv[EACH];
        for (int i = 0; i < EACH; ++i) {
            av[i] = as[d * ROW + x + i * APART];
            bv[i] = bs[d * ROW + y + i * APART];
        }
        for (int i = 0; i < EACH; ++i) {
            for (int j = 0; j < EACH; ++j) {
                sum[i][j] += av[i] * bv[j];
            }
        }
    }
}

// With beta 0 what C holds is not read: it may be anything.
template <typename T, typename R>
BLAS_BOTH void store(const Gemm<T, R> & g, int row, int column, int thread, const float (&sum)[EACH][EACH]) {
    const int x = thread % APART, y = thread / APART;
    for (int j = 0; j < EACH; ++j) {
        for (int i = 0; i < EACH; ++i) {
            const int64_t r = row + x + i * APART, c = column + y + j * APART;
            if (r < g.m && c < g.n) {
                R & place = g.c[r + c * g.ldc];
                place     = R(g.beta == 0.0f ? g.alpha * sum[i][j] : g.alpha * sum[i][j] + g.beta * float(place));
            }
        }
    }
}

// X * A = alpha * B for one row of X, which takes B's place; A is upper triangular, n x n.
BLAS_BOTH void solve_row(const float * a, float * x, int n, int64_t lda, int64_t ldx, float alpha) {
    for (int j = 0; j < n; ++j) {
        float left = alpha * x[j * ldx];
        for (int i = 0; i < j; ++i) {
            left -= x[i * ldx] * a[i + j * lda];
        }
#ifdef __CUDA_ARCH__
        x[j * ldx] = __fdiv_rn(left, a[j + j * lda]);  // the module is compiled with fast, inexact division
#else
        x[j * ldx] = left / a[j + j * lda];
#endif
    }
}

}  // namespace munjigi_blas
