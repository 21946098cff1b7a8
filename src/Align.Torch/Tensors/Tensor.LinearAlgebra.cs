using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Matrix product with broadcasting over leading dimensions.</summary>
        public Tensor matmul(Tensor target) => Dispatch.Call("matmul", this, target);

        /// <summary>Matrix product [n, k] · [k, m].</summary>
        public Tensor mm(Tensor target) => Dispatch.Call("mm", this, target);

        /// <summary>Matrix times vector.</summary>
        public Tensor mv(Tensor target) => Dispatch.Call("mv", this, target);

        /// <summary>Scalar product of two vectors.</summary>
        public Tensor dot(Tensor target) => Dispatch.Call("dot", this, target);

        /// <summary>Batched matrix product [b, n, k] · [b, k, m].</summary>
        public Tensor bmm(Tensor batch2) => Dispatch.Call("bmm", this, batch2);

        /// <summary>Outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Dispatch.Call("outer", this, vec2);

        /// <summary>beta · this + alpha · mat1 · mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Dispatch.Call("addmm", this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta · this + alpha · batch1 · batch2, batched.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Dispatch.Call("baddbmm", this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>beta · this + alpha · mat · vec.</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Dispatch.Call("addmv", this, mat, vec, (double)beta, (double)alpha);

        /// <summary>As <see cref="addmm(Tensor, Tensor, float, float)"/>, written into this tensor; returns it.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Dispatch.CallInPlace("addmm_", this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>Sum of the diagonal of a matrix.</summary>
        public Tensor trace() => Dispatch.Call("trace", this);

        /// <summary>The diagonal of a matrix as a vector, or the matrix with a given diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Dispatch.Call("diag", this, diagonal);

        /// <summary>The lower triangle; zeros elsewhere.</summary>
        public Tensor tril(long diagonal = 0) => Dispatch.Call("tril", this, diagonal);

        /// <summary>The upper triangle; zeros elsewhere.</summary>
        public Tensor triu(long diagonal = 0) => Dispatch.Call("triu", this, diagonal);
    }
}
