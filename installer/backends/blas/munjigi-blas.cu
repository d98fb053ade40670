// The few functions of cuBLAS that llama.cpp's CUDA backend calls, in the place of NVIDIA's libraries of 600 MB.
//
// Quantised weights are multiplied by llama.cpp's own kernels; these are called for weights in 16 and 32 bits with many
// columns (a prompt), for adapters and for the gates of mixtures of experts. Sums are kept in 32 bits. No tensor cores:
// several times slower than NVIDIA's there, and the same elsewhere.
// installer/backends lays this file beside llama.cpp's own (--cublas off).

#include "munjigi-blas.cuh"

#define CUBLASAPI  // cublas_v2.h would give its functions to the card too
#include <cublas_api.h>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

using namespace munjigi_blas;

struct cublasContext {
    cudaStream_t stream;
};

namespace {

constexpr int MOST = 65535;  // blocks of a grid in y and z

// Where the matrices of a batch lie: at a distance, or as told by three arrays in the card's memory.
struct Batch {
    int64_t              a, b, c;
    const void * const * as;
    const void * const * bs;
    void * const *       cs;
    int                  count;
};

constexpr Batch SINGLE = { 0, 0, 0, nullptr, nullptr, nullptr, 1 };

template <typename T, typename R> __global__ void gemm(Gemm<T, R> one, Batch batch) {
    __shared__ float as[DEEP * ROW], bs[DEEP * ROW];
    const int        row = blockIdx.x * TILE;
    for (int z = blockIdx.z; z < batch.count; z += gridDim.z) {
        Gemm<T, R> g = one;
        g.a          = batch.as ? static_cast<const T *>(batch.as[z]) : one.a + z * batch.a;
        g.b          = batch.bs ? static_cast<const T *>(batch.bs[z]) : one.b + z * batch.b;
        g.c          = batch.cs ? static_cast<R *>(batch.cs[z]) : one.c + z * batch.c;
        for (int64_t column = int64_t(blockIdx.y) * TILE; column < g.n; column += int64_t(gridDim.y) * TILE) {
            float sum[EACH][EACH] = {};
            for (int from = 0; from < g.k; from += DEEP) {
                load(g, row, int(column), from, threadIdx.x, as, bs);
                __syncthreads();
                multiply(threadIdx.x, as, bs, sum);
                __syncthreads();
            }
            store(g, row, int(column), threadIdx.x, sum);
        }
    }
}

__global__ void trsm(const float * const * as, float * const * xs, int m, int n, int64_t lda, int64_t ldx, float alpha) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < m) {
        solve_row(as[blockIdx.y], xs[blockIdx.y] + row, n, lda, ldx, alpha);
    }
}

cublasStatus_t launched() {
    return cudaGetLastError() == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

template <typename T, typename R> cublasStatus_t run(cublasHandle_t handle, const Gemm<T, R> & g, const Batch & batch) {
    if (g.m <= 0 || g.n <= 0 || batch.count <= 0) {
        return CUBLAS_STATUS_SUCCESS;
    }
    const auto blocks = [](int size) { return (size + TILE - 1) / TILE; };
    const dim3 grid(blocks(g.m), blocks(g.n) < MOST ? blocks(g.n) : MOST, batch.count < MOST ? batch.count : MOST);
    gemm<T, R><<<grid, THREADS, 0, handle->stream>>>(g, batch);
    return launched();
}

float number(const void * value, cublasComputeType_t kind) {
    return kind == CUBLAS_COMPUTE_16F ? __half2float(*static_cast<const __half *>(value)) :
                                        *static_cast<const float *>(value);
}

struct Call {
    cublasOperation_t ta, tb;
    int               m, n, k;
    const void *      alpha;
    const void *      beta;
    int               lda, ldb, ldc;
};

template <typename T, typename R>
cublasStatus_t typed(cublasHandle_t handle, const Call & call, const void * a, const void * b, void * c,
                     const Batch & batch, cublasComputeType_t kind) {
    const Gemm<T, R> g = { static_cast<const T *>(a), static_cast<const T *>(b), static_cast<R *>(c),
                           call.m, call.n, call.k, call.lda, call.ldb, call.ldc,
                           call.ta != CUBLAS_OP_N, call.tb != CUBLAS_OP_N,
                           number(call.alpha, kind), number(call.beta, kind) };
    return run(handle, g, batch);
}

cublasStatus_t any(cublasHandle_t handle, const Call & call, const void * a, cudaDataType ta, const void * b,
                   cudaDataType tb, void * c, cudaDataType tc, const Batch & batch, cublasComputeType_t kind) {
    if (ta != tb || (kind != CUBLAS_COMPUTE_32F && kind != CUBLAS_COMPUTE_16F)) {
        return CUBLAS_STATUS_NOT_SUPPORTED;
    }
    if (ta == CUDA_R_32F && tc == CUDA_R_32F) {
        return typed<float, float>(handle, call, a, b, c, batch, kind);
    }
    if (ta == CUDA_R_16F && tc == CUDA_R_32F) {
        return typed<__half, float>(handle, call, a, b, c, batch, kind);
    }
    if (ta == CUDA_R_16F && tc == CUDA_R_16F) {
        return typed<__half, __half>(handle, call, a, b, c, batch, kind);
    }
    if (ta == CUDA_R_16BF && tc == CUDA_R_32F) {
        return typed<__nv_bfloat16, float>(handle, call, a, b, c, batch, kind);
    }
    if (ta == CUDA_R_16BF && tc == CUDA_R_16BF) {
        return typed<__nv_bfloat16, __nv_bfloat16>(handle, call, a, b, c, batch, kind);
    }
    return CUBLAS_STATUS_NOT_SUPPORTED;
}

}  // namespace

extern "C" {

cublasStatus_t cublasCreate_v2(cublasHandle_t * handle) {
    *handle = new cublasContext{ nullptr };
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy_v2(cublasHandle_t handle) {
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetStream_v2(cublasHandle_t handle, cudaStream_t stream) {
    handle->stream = stream;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t, void *, size_t) {
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetMathMode(cublasHandle_t, cublasMath_t) {
    return CUBLAS_STATUS_SUCCESS;
}

const char * cublasGetStatusString(cublasStatus_t status) {
    return status == CUBLAS_STATUS_SUCCESS       ? "success" :
           status == CUBLAS_STATUS_NOT_SUPPORTED ? "not supported without NVIDIA's cuBLAS" :
                                                   "execution failed";
}

cublasStatus_t cublasSgemm_v2(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                           const float * alpha, const float * a, int lda, const float * b, int ldb, const float * beta,
                           float * c, int ldc) {
    const Call call = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    return typed<float, float>(handle, call, a, b, c, SINGLE, CUBLAS_COMPUTE_32F);
}

cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                                         int k, const float * alpha, const float * a, int lda, long long int sa,
                                         const float * b, int ldb, long long int sb, const float * beta, float * c,
                                         int ldc, long long int sc, int count) {
    const Call  call  = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    const Batch batch = { sa, sb, sc, nullptr, nullptr, nullptr, count };
    return typed<float, float>(handle, call, a, b, c, batch, CUBLAS_COMPUTE_32F);
}

cublasStatus_t cublasSgemmBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                                  const float * alpha, const float * const as[], int lda, const float * const bs[],
                                  int ldb, const float * beta, float * const cs[], int ldc, int count) {
    const Call  call  = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    const Batch batch = { 0, 0, 0, reinterpret_cast<const void * const *>(as), reinterpret_cast<const void * const *>(bs),
                          reinterpret_cast<void * const *>(cs), count };
    return typed<float, float>(handle, call, nullptr, nullptr, nullptr, batch, CUBLAS_COMPUTE_32F);
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                            const void * alpha, const void * a, cudaDataType ka, int lda, const void * b,
                            cudaDataType kb, int ldb, const void * beta, void * c, cudaDataType kc, int ldc,
                            cublasComputeType_t kind, cublasGemmAlgo_t) {
    const Call call = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    return any(handle, call, a, ka, b, kb, c, kc, SINGLE, kind);
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                          int n, int k, const void * alpha, const void * a, cudaDataType ka, int lda,
                                          long long int sa, const void * b, cudaDataType kb, int ldb, long long int sb,
                                          const void * beta, void * c, cudaDataType kc, int ldc, long long int sc,
                                          int count, cublasComputeType_t kind, cublasGemmAlgo_t) {
    const Call  call  = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    const Batch batch = { sa, sb, sc, nullptr, nullptr, nullptr, count };
    return any(handle, call, a, ka, b, kb, c, kc, batch, kind);
}

cublasStatus_t cublasGemmBatchedEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                                   int k, const void * alpha, const void * const as[], cudaDataType ka, int lda,
                                   const void * const bs[], cudaDataType kb, int ldb, const void * beta,
                                   void * const cs[], cudaDataType kc, int ldc, int count, cublasComputeType_t kind,
                                   cublasGemmAlgo_t) {
    const Call  call  = { ta, tb, m, n, k, alpha, beta, lda, ldb, ldc };
    const Batch batch = { 0, 0, 0, as, bs, cs, count };
    return any(handle, call, nullptr, ka, nullptr, kb, nullptr, kc, batch, kind);
}

cublasStatus_t cublasStrsmBatched(cublasHandle_t handle, cublasSideMode_t side, cublasFillMode_t fill,
                                  cublasOperation_t op, cublasDiagType_t diagonal, int m, int n, const float * alpha,
                                  const float * const as[], int lda, float * const xs[], int ldx, int count) {
    if (side != CUBLAS_SIDE_RIGHT || fill != CUBLAS_FILL_MODE_UPPER || op != CUBLAS_OP_N ||
        diagonal != CUBLAS_DIAG_NON_UNIT || count > MOST) {
        return CUBLAS_STATUS_NOT_SUPPORTED;
    }
    if (m <= 0 || n <= 0 || count <= 0) {
        return CUBLAS_STATUS_SUCCESS;
    }
    trsm<<<dim3((m + 63) / 64, count), 64, 0, handle->stream>>>(as, xs, m, n, lda, ldx, *alpha);
    return launched();
}

}  // extern "C"
