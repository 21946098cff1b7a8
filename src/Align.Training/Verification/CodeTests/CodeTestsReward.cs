using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Verification.CodeTests;

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
    /// <exception cref="ArgumentException">There is no interpreter.</exception>
    public CodeTestsReward(CodeTestsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Interpreter.Count > 0 ? options : throw new ArgumentException("There is no interpreter to run programs with.", nameof(options));
    }

    /// <inheritdoc/>
    public string Name => "code_tests";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's tests cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The interpreter is not there.</exception>
    public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue(MetadataKey, out var json))
        {
            return new RewardOutcome.Skipped($"prompt {prompt.Id} has no tests");
        }
        var tests = CodeTest.Read(json);
        tests = _options.MaxTests > 0 ? [.. tests.Take(_options.MaxTests)] : tests;
        return new RewardOutcome.Scored(CodeBlock.Of(completion.Text) is { } code ? await ScoreAsync(code, tests, cancellationToken) : 0);
    }

    private async Task<double> ScoreAsync(string code, ImmutableArray<CodeTest> tests, CancellationToken cancellationToken)
    {
        var run = new ProgramRun(_options.Interpreter, _options.MemoryMb, code);
        var started = TimeProvider.System.GetTimestamp();
        var passed = 0;
        foreach (var test in tests)
        {
            var left = TimeSpan.FromSeconds(_options.MaxSeconds) - TimeProvider.System.GetElapsedTime(started);
            var limit = TimeSpan.FromSeconds(_options.SecondsPerTest);
            if (left > TimeSpan.Zero && await run.OutputAsync(test.Input, left < limit ? left : limit, cancellationToken) is { } output && ProgramOutput.AreSame(test.Output, output))
            {
                passed++;
            }
            else if (_options.Score == CodeScore.All)
            {
                return 0;
            }
        }
        return (double)passed / tests.Length;
    }
}
