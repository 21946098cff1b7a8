using System.Runtime.InteropServices;

namespace Align.Kernels.Decoding;

/// <summary>One token to read.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Position">Its place in its sequence, from 0.</param>
/// <param name="Sequence">The sequence: a row of the page tables.</param>
/// <param name="LogitsRow">Where its logits go: 0, 1, 2, … among the rows of the step that ask for them; −1: nobody asks.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TokenRow(int Token, int Position, int Sequence, int LogitsRow);
