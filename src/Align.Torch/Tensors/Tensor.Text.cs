using System.Globalization;
using System.Text;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Elements shown at each end of a dimension that is too long to be shown whole.</summary>
        private const int EdgeElements = 3;

        private const int WholeElements = 1000;

        /// <summary>Shape, dtype and device, as <c>[2x3], type = Float32, device = cpu</c>.</summary>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        /// <summary>Shape, dtype, device and elements; long dimensions are cut in the middle.</summary>
        internal string ToText(string format, string newLine, CultureInfo culture)
        {
            using var scope = NewDisposeScope();
            var text = new StringBuilder(ToString()).Append(", value = ");
            if (Dimensions > 1) text.Append(newLine);
            using (no_grad()) Append(text, detach().cpu(), NumberOfElements > WholeElements, 0, format, newLine, culture);
            return text.ToString();
        }

        private static void Append(StringBuilder text, Tensor part, bool cut, int depth, string format, string newLine, CultureInfo culture)
        {
            if (part.Dimensions == 0)
            {
                text.Append(Formatted(part.ToScalar(), format, culture));
                return;
            }
            var separator = part.Dimensions == 1 ? " " : newLine + new string(' ', depth + 1);
            var length = part.size(0);
            text.Append('[');
            for (var i = 0L; i < length; i++)
            {
                if (i > 0) text.Append(separator);
                if (cut && length > 2 * EdgeElements && i == EdgeElements)
                {
                    text.Append("...").Append(separator);
                    i = length - EdgeElements;
                }
                using var element = part.select(0, i);
                Append(text, element, cut, depth + 1, format, newLine, culture);
            }
            text.Append(']');
        }

        private static string Formatted(Scalar value, string format, CultureInfo culture) => value.Type switch
        {
            ScalarType.Bool => value.ToBoolean() ? "True" : "False",
            ScalarType.Int64 => value.ToInt64().ToString(culture),
            _ => value.ToDouble().ToString(format, culture),
        };
    }
}
