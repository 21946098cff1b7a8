using System.Text;
using Align.Core;

namespace Align.Cli.RewardBench;

/// <summary>Random texts of the pieces that verifiers look for: marks, brackets, words, numbers. None holds the answer.</summary>
internal static class FuzzTexts
{
    private const int MostPieces = 40;
    private const int Tries = 20;

    private static readonly string[] s_pieces =
    [
        @"\boxed{", "}", "{", "Answer:", "answer is", "####", "<think>", "</think>", "<answer>", "</answer>", "```", "```json", "\"", "'", "(", ")", "[", "]", @"\frac{", @"\sqrt{", @"\text{", "$", "$$",
        "=", "+", "-", "*", "/", "^", "%", ",", ".", ";", "\n", " ", " ", " ", "\t", "\0", "\uFEFF", "é", "中", "😀", "the", "so", "result", "correct", "True", "None", "NaN", "Infinity", "score", "reward", "1.0", "null",
    ];

    /// <summary>Texts for a case, the same for the same seed.</summary>
    /// <param name="one">The case; what it calls right stands in none of the texts.</param>
    /// <param name="count">How many; fewer where a text without the answer is hard to find.</param>
    /// <param name="seed">The seed.</param>
    public static IEnumerable<string> Of(BenchCase one, int count, long seed)
    {
        var forbidden = one.Right.Append(one.Prompt.Answer ?? "").Append(one.Prompt.Solution ?? "").Select(text => text.Trim()).Where(text => text.Length > 0).ToList();
        for (var i = 0; i < count; i++)
        {
            var stream = RandomStream.Create(seed, RandomPurpose.Control, step: i, one.Prompt.Id, sampleIndex: 0);
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var text = Next(stream);
                if (!forbidden.Exists(answer => text.Contains(answer, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return text;
                    break;
                }
            }
        }
    }

    private static string Next(RandomStream stream)
    {
        var text = new StringBuilder();
        var pieces = 1 + stream.NextInt64(MostPieces);
        for (var i = 0L; i < pieces; i++)
        {
            var piece = stream.NextInt64(s_pieces.Length + 10);
            text.Append(piece < s_pieces.Length ? s_pieces[(int)piece] : stream.NextInt64(100_000).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
