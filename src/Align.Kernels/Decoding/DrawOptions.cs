using System.Runtime.InteropServices;

namespace Align.Kernels.Decoding;

/// <summary>How tokens are drawn. Applied in this order: temperature, top-k, top-p, min-p.</summary>
/// <param name="Temperature">Divides the logits; 0 takes the likeliest token.</param>
/// <param name="TopP">In (0, 1]; 1 keeps all.</param>
/// <param name="MinP">In [0, 1]; 0 keeps all.</param>
/// <param name="TopK">0 keeps all.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DrawOptions(double Temperature, double TopP, double MinP, long TopK);
