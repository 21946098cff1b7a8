using System.Runtime.CompilerServices;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>The tensor, or an <see cref="ArgumentNullException"/> that names the argument.</summary>
    internal static Tensor Given(Tensor? tensor, [CallerArgumentExpression(nameof(tensor))] string? argument = null) =>
        tensor ?? throw new ArgumentNullException(argument);
}
