using System.Text.Json;
using Align.Core;

namespace Align.Rewards.CodeTests;

/// <summary>Runs the program in a completion against the prompt's tests and compares what it prints with what it should print.</summary>
/// <remarks>
/// The program runs as a child of this process: use it with <c>isolation: process</c> only, where that process is confined. A prompt
/// without tests is skipped. A completion without code, a program that fails, takes too long or prints too much fails its tests.
/// </remarks>
public sealed class CodeTestsReward : IReward
{
    /// <summary>The key of a prompt's metadata that holds its tests: a JSON list of <c>{"input": …, "output": …}</c>.</summary>
    public const string MetadataKey = "tests";

    private readonly CodeTestsOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">There is no command.</exception>
    public CodeTestsReward(CodeTestsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Command.Count > 0 ? options : throw new ArgumentException("There is no command to run programs with.", nameof(options));
    }

    /// <inheritdoc/>
    public string Name => "code_tests";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's tests cannot be read.</exception>
    public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue(MetadataKey, out var json))
        {
            return new RewardOutcome.Skipped($"prompt {prompt.Id} has no tests");
        }
        var tests = Read(json);
        return new RewardOutcome.Scored(CodeBlock.Of(completion.Text) is { } code ? await ScoreAsync(code, tests, cancellationToken) : 0);
    }

    private async Task<double> ScoreAsync(string code, List<CodeTest> tests, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("align-code-");
        try
        {
            var file = Path.Combine(directory.FullName, "main.py");
            await File.WriteAllTextAsync(file, code, cancellationToken);
            var run = new ProgramRun([.. _options.Command, file], directory.FullName, TimeSpan.FromSeconds(_options.SecondsPerTest));
            var passed = 0;
            foreach (var test in tests)
            {
                if (await run.OutputAsync(test.Input, cancellationToken) is { } output && ProgramOutput.AreSame(test.Output, output))
                {
                    passed++;
                }
                else if (_options.Score == CodeScore.All)
                {
                    return 0;
                }
            }
            return (double)passed / tests.Count;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private List<CodeTest> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var tests = document.RootElement.EnumerateArray()
                .Select(test => new CodeTest(test.GetProperty("input").GetString()!, test.GetProperty("output").GetString()!)).ToList();
            return tests.Count == 0 ? throw new FormatException("The prompt's list of tests is empty.")
                : _options.MaxTests > 0 ? [.. tests.Take(_options.MaxTests)] : tests;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("The prompt's tests are no JSON list of {\"input\": text, \"output\": text}.", exception);
        }
    }
}

/// <summary>One test of a program.</summary>
/// <param name="Input">What it reads on its standard input.</param>
/// <param name="Output">What it must print.</param>
internal sealed record CodeTest(string Input, string Output);
