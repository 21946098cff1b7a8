using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of vectors drawn from N(0, 1).</summary>
            /// <param name="num_embeddings">Number of rows.</param>
            /// <param name="embedding_dims">Length of a row.</param>
            /// <param name="padding_idx">A row that starts at zero and gets no gradient; negative counts from the end.</param>
            /// <param name="max_norm">Rows that are looked up are scaled down in place to this norm.</param>
            /// <param name="norm_type">The p of that norm.</param>
            /// <param name="scale_grad_by_freq">Divides a row's gradient by the number of times it was looked up.</param>
            /// <param name="sparse">Makes the table's gradient a sparse tensor.</param>
            /// <param name="device">Where the table is; the default device if null.</param>
            /// <param name="dtype">Its type; the default type if null.</param>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null,
                double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                var table = new Parameter(empty(num_embeddings, embedding_dims, dtype: dtype, device: device));
                init.normal_(table);
                var lookup = new EmbeddingLookup(RowIndex(padding_idx, num_embeddings), max_norm, norm_type, scale_grad_by_freq, sparse);
                if (lookup.PaddingRow >= 0)
                {
                    using var noGrad = no_grad();
                    using var scope = NewDisposeScope();
                    table.select(0, lookup.PaddingRow).zero_();
                }

                return new Embedding(table, lookup);
            }

            /// <summary>A table of given vectors, which the module owns from now on.</summary>
            /// <param name="embeddings">Float [rows, dims].</param>
            /// <param name="freeze">True for a table that is not trained.</param>
            /// <param name="padding_idx">A row that gets no gradient; negative counts from the end.</param>
            /// <param name="max_norm">Rows that are looked up are scaled down in place to this norm.</param>
            /// <param name="norm_type">The p of that norm.</param>
            /// <param name="scale_grad_by_freq">Divides a row's gradient by the number of times it was looked up.</param>
            /// <param name="sparse">Makes the table's gradient a sparse tensor.</param>
            /// <param name="device">Where the table is to be; where it is if null.</param>
            /// <param name="dtype">The type it is to have; the one it has if null.</param>
            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null,
                double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false,
                Device? device = null, ScalarType? dtype = null)
            {
                ArgumentNullException.ThrowIfNull(embeddings);
                if (embeddings.dim() != 2)
                    throw new ArgumentException($"Embeddings have shape [rows, dims], not [{string.Join(", ", embeddings.shape)}].", nameof(embeddings));
                var table = new Parameter(embeddings.detach(), requires_grad: !freeze);
                var lookup = new EmbeddingLookup(RowIndex(padding_idx, table.shape[0]), max_norm, norm_type, scale_grad_by_freq, sparse);
                var module = new Embedding(table, lookup);
                module.Convert(device, dtype, nonBlocking: false);
                return module;
            }

            private static long RowIndex(long? index, long rows)
            {
                if (index is not { } given)
                    return -1;
                if (given < -rows || given >= rows)
                    throw new ArgumentOutOfRangeException(nameof(index), given, $"padding_idx lies in [{-rows}, {rows}).");
                return given < 0 ? given + rows : given;
            }
        }
    }

    namespace Modules
    {
        /// <summary>How rows are looked up; a padding row of -1 means none.</summary>
        internal sealed record EmbeddingLookup(long PaddingRow, double? MaxNorm, double NormType, bool ScaleGradByFrequency, bool Sparse);

        /// <summary>A table whose rows are looked up by index.</summary>
        public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly EmbeddingLookup _lookup;

            internal Embedding(Parameter table, EmbeddingLookup lookup) : base(nameof(Embedding))
            {
                _lookup = lookup;
                weight = table;
            }

            /// <summary>
            /// The table, float [rows, dims]. What is set here is owned by the module, and what was there before is released. An output
            /// head that shares the table calls <c>nn.functional.linear(hidden, embedding.weight)</c>; two modules that each register
            /// it would have an optimizer see it twice where this getter makes a new object at each call.
            /// </summary>
            [System.Diagnostics.CodeAnalysis.DisallowNull]
            public Parameter? weight
            {
                get;
                set
                {
                    field = value;
                    ReplaceParameter(nameof(weight), value);
                }
            }

            /// <summary>Looks rows up.</summary>
            /// <param name="input">Row numbers, int64 or int32 [*].</param>
            /// <returns>Float [*, dims].</returns>
            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.Lookup(input, weight!, _lookup);

            /// <summary>The table is registered by name as it is set.</summary>
            protected override void RegisterComponents()
            {
            }
        }
    }
}
