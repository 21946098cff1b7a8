using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Align.Core;
using Align.Models;
using Align.Training.Configuration;

namespace Align.Cli;

/// <summary>Tells the person at the keyboard what went wrong, and a calling program by one line of JSON. The one place that knows which failure ends how.</summary>
internal static class FailureReport
{
    private const string BugRemedy = "this is a bug; report it with the lines above and the configuration";
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report and returns the exit code.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="signal">The signal that came before, if any.</param>
    /// <param name="error">Where to write; the last line is <c>{"class", "code", "what", "where", "remedy"}</c>.</param>
    public static ExitCode Write(Exception exception, ExitCode? signal, TextWriter error)
    {
        var failure = Describe(exception, signal);
        foreach (var line in Lines(exception, failure))
        {
            error.WriteLine(line);
        }
        error.WriteLine(JsonSerializer.Serialize(
            new { @class = ClassOf(failure.Code), code = (int)failure.Code, what = failure.What, where = failure.Where, remedy = failure.Remedy },
            s_json));
        return failure.Code;
    }

    private static Failure Describe(Exception exception, ExitCode? signal) => exception switch
    {
        OperationCanceledException when signal is { } code => new(code, "stopped by a signal; the state was saved where the command has one", "", "align resume DIR goes on from the last checkpoint"),
        AlignException { ExitCode: ExitCode.Interrupted } stopped => new(signal ?? ExitCode.Interrupted, stopped.Message, stopped.Where, stopped.Remedy),
        AlignException known => new(known.ExitCode, known.Message, known.Where, known.Remedy),
        ModelFileException file => new(ExitCode.Data, file.Message, file.File, "check the path and that the file is whole"),
        DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } =>
            new(ExitCode.Configuration, "a native library of the program cannot be loaded", "installation", "run eng/bootstrap.sh, which installs and builds what is missing"),
        _ => new(ExitCode.Bug, $"{exception.GetType().Name}: {exception.Message}", exception.TargetSite?.DeclaringType?.FullName ?? "", BugRemedy),
    };

    // No full stop after a remedy: it may end with a command or a path, to be copied.
    private static IEnumerable<string> Lines(Exception exception, Failure failure) => exception switch
    {
        ConfigurationException refused => [refused.Problems.Count == 1 ? "1 problem:" : $"{refused.Problems.Count} problems:", .. refused.Problems.Select(problem => $"  {problem}"), failure.Remedy],
        DataFileException { Problems.Count: > 0 } data => DataLines(data),
        UsageException usage => [.. usage.Problems, failure.Remedy],
        _ when failure.Code == ExitCode.Bug => [exception.ToString(), failure.Remedy],
        _ => [failure.Where.Length == 0 || failure.What.StartsWith(failure.Where, StringComparison.Ordinal) ? failure.What : $"{failure.Where}: {failure.What}", failure.Remedy],
    };

    // The path stands once; each line has its own remedy.
    private static IEnumerable<string> DataLines(DataFileException data) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{data.Path}: {data.Problems.Count + data.Unnamed} broken {data.Unit}s"),
        .. data.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"  {data.Unit} {problem.Line}: {problem.What}; {problem.Remedy}")),
        .. data.Unnamed > 0 ? [string.Create(CultureInfo.InvariantCulture, $"  and {data.Unnamed} more")] : Array.Empty<string>(),
        data.Remedy,
    ];

    private static string ClassOf(ExitCode code) => code switch
    {
        ExitCode.Configuration => "user_input",
        ExitCode.Data => "data",
        ExitCode.Checkpoint or ExitCode.Fleet => "infra",
        ExitCode.Numerics => "numerics",
        ExitCode.Interrupted or ExitCode.Terminated => "interrupted",
        _ => "bug",
    };

    private readonly record struct Failure(ExitCode Code, string What, string Where, string Remedy);
}
