using System.Runtime.CompilerServices;
using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// A part of the tensor: elements, slices and new axes give views; masks and index tensors give copies. Setting writes
        /// into the part, with broadcasting.
        /// </summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements that index tensors or masks select, a copy. Setting writes them.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>One element of the first dimension, a view. Setting writes it.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index(i1);
            set => index_put_(value, [i1]);
        }

        /// <summary>One element of the first two dimensions, a view. Setting writes it.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, [i1, i2]);
        }

        /// <summary>One element of the first three dimensions, a view. Setting writes it.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, [i1, i2, i3]);
        }

        /// <summary>One element of the first four dimensions, a view. Setting writes it.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, [i1, i2, i3, i4]);
        }

        /// <summary>A part of the tensor: elements, slices and new axes give views; masks and index tensors give copies.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var expression = IndexExpression.Apply(this, indices);
            if (expression.Indices.Length == 0)
            {
                return ReferenceEquals(expression.View, this) ? Dispatch.Call("alias", this) : expression.View;
            }
            var selected = Dispatch.Call("index.Tensor", expression.View, Argument.OptionalTensors(expression.Indices));
            expression.Release();
            return selected;
        }

        /// <summary>The elements that index tensors or masks select, a copy.</summary>
        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Writes <paramref name="value"/>, with broadcasting, into a part of the tensor; returns this tensor.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>
        /// Writes <paramref name="value"/>, with broadcasting, into a part of the tensor, or adds it there; returns this tensor.
        /// </summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            Given(value);
            var expression = IndexExpression.Apply(this, indices);
            if (expression.Indices.Length == 0)
            {
                _ = accumulate ? expression.View.add_(value) : expression.View.copy_(value);
            }
            else
            {
                var converted = value.dtype == dtype ? value : value.to_type(dtype);
                Dispatch.CallInPlace("index_put_", expression.View, Argument.OptionalTensors(expression.Indices), converted, accumulate);
                if (!ReferenceEquals(converted, value)) converted.Dispose();
            }
            expression.Release();
            return this;
        }

        /// <summary>Writes <paramref name="value"/> where index tensors or masks select; returns this tensor.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Writes <paramref name="value"/> where index tensors or masks select, or adds it there; returns this tensor.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        /// <summary>Writes one number into a part of the tensor; returns this tensor.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = full([], value, dtype, device);
            return index_put_(number, indices, accumulate: false);
        }

        /// <summary>Writes one number where index tensors or masks select; returns this tensor.</summary>
        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));
    }
}
