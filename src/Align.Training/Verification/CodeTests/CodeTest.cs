using System.Collections.Immutable;
using System.Text.Json;

namespace Align.Training.Verification.CodeTests;

/// <summary>One test of a program.</summary>
/// <param name="Input">What it reads on its standard input.</param>
/// <param name="Output">What it must print.</param>
internal sealed record CodeTest(string Input, string Output)
{
    /// <summary>The tests of a prompt's metadata, one at least.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static ImmutableArray<CodeTest> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            ImmutableArray<CodeTest> tests = [.. document.RootElement.EnumerateArray().Select(test => new CodeTest(Text(test, "input"), Text(test, "output")))];
            return tests.IsEmpty ? throw new FormatException("The prompt's list of tests is empty.") : tests;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("The prompt's tests are no JSON list of {\"input\": text, \"output\": text}.", exception);
        }
    }

    private static string Text(JsonElement test, string key) => test.GetProperty(key).GetString() ?? throw new InvalidOperationException($"{key} is null");
}
