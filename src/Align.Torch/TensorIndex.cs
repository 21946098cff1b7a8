namespace Align.Torch;

public static partial class torch
{
    /// <summary>One part of an index expression: an element, a slice, a mask or index tensor, a new axis or the ellipsis.</summary>
    public struct TensorIndex
    {
        /// <summary>As many whole dimensions as the other parts leave.</summary>
        public static TensorIndex Ellipsis => new() { Part = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None => new() { Part = Kind.None };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null => new() { Part = Kind.None };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon => Slice();

        internal enum Kind
        {
            None,
            Single,
            Bool,
            Ellipsis,
            Slice,
            Tensor,
        }

        internal Kind Part { get; private init; }

        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal Tensor? Indices { get; private init; }

        /// <summary>The elements start, start + step, … before stop; null bounds are the ends; negative ones count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Part = Kind.Slice, Start = start, Stop = stop, Step = step };

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice(Range range) => Slice(Bound(range.Start), range.End.Equals(Index.End) ? null : Bound(range.End));

        /// <summary>All (true) or nothing (false) along a new dimension.</summary>
        public static TensorIndex Bool(bool value) => new() { Part = Kind.Bool, Start = value ? 1 : 0 };

        /// <summary>One element of a dimension, which disappears; negative ones count from the end.</summary>
        public static TensorIndex Single(long? index) => new() { Part = Kind.Single, Start = index };

        /// <summary>The elements that an integral tensor names, or where a Bool tensor holds.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { Part = Kind.Tensor, Indices = Given(tensor) };

        /// <summary>One element of a dimension.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>The elements of a slice.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>The elements of a range.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One element of a dimension, also counted from the end.</summary>
        public static implicit operator TensorIndex(Index index) => Single(Bound(index));

        /// <summary>The tensor of an index that is one. The conversion makes indices the better target where both would do.</summary>
        /// <exception cref="InvalidOperationException">The index is no tensor.</exception>
        public static implicit operator Tensor(TensorIndex value) =>
            value.Indices ?? throw new InvalidOperationException($"an index of kind {value.Part} is no tensor");

        private static long Bound(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
