using System.Text.Json;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>Programs of a policy that reach for what judges them. Each prints "denied" where it fails, and is then right; what it prints where it succeeds is wrong.</summary>
public sealed class CodeRewardTests : IDisposable
{
    private const string Judge = """
        import os
        def judge():
            at = os.getpid()
            while True:
                with open(f'/proc/{at}/stat') as f: at = int(f.read().rpartition(')')[2].split()[1])
                with open(f'/proc/{at}/cmdline') as f:
                    if 'verify-worker' in f.read(): return at
        def tries(what):
            try: print('reached', what())
            except OSError as e: print('denied')

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Its memory holds the expected outputs; a descriptor of its pipes would hold the next ones.
    [SkippableTheory]
    [InlineData("tries(lambda: open(f'/proc/{judge()}/mem', 'rb', 0).seek(4096))")]
    [InlineData("tries(lambda: open(f'/proc/{judge()}/maps').read(64))")]
    [InlineData("tries(lambda: os.open(f'/proc/{judge()}/fd/3', os.O_RDONLY))")]
    [InlineData("tries(lambda: os.kill(judge(), 9))")]
    [InlineData("tries(lambda: open(CASES).read())")]
    [InlineData("tries(lambda: open(NEIGHBOUR).read())")]
    [InlineData("tries(lambda: open('../left', 'w').write('for the next one'))")]
    public async Task What_judges_it_is_out_of_reach(string attack)
    {
        Skip.If(LandlockDomain.Version < 6, "SKIPPED: this kernel's Landlock has no scopes");
        Needs.Python();

        // Where another worker's program lies, which a completion of the same step may hold.
        var neighbour = Directory.CreateTempSubdirectory($"{WorkerDirectory.Prefix}{Environment.ProcessId}-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(neighbour, "main.py"), "print(42)");
            await Accepts(Judge + attack.Replace("NEIGHBOUR", $"'{neighbour}/main.py'", StringComparison.Ordinal), ("", "denied"));
        }
        finally
        {
            WorkerDirectory.Delete(neighbour);
        }
    }

    [SkippableFact]
    public async Task It_has_no_descriptors_but_its_own()
    {
        Needs.Python();

        await Accepts("import os\nprint([x for x in (os.readlink(f'/proc/self/fd/{d}') for d in range(3, 1024) if os.path.exists(f'/proc/self/fd/{d}')) if x != '/dev/null'])", ("", "[]"));
    }

    // Twice forked, in a session of its own as it believes; the second test looks for it.
    [SkippableFact]
    public async Task Nobody_is_left_behind_for_the_next_test()
    {
        Needs.Python();

        await Accepts("""
            import os, sys, time
            if input() == 'leave':
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        os.execvp('sleep', ['sleep', '86399'])
                    os._exit(0)
                time.sleep(0.3)
                print('left')
            else:
                found = [p for p in os.listdir('/proc') if p.isdigit() and b'sleep\x0086399' in open(f'/proc/{p}/cmdline', 'rb').read()]
                print(found or 'nobody')
            """, ("leave", "left"), ("look", "nobody"));
    }

    [SkippableTheory]
    [InlineData("while True: pass")]
    [InlineData("import sys\nsys.exit(0)\nprint(input())")]
    [InlineData("import os\nos._exit(0)")]
    [InlineData("while True: print('7' * 1000)")]
    [InlineData("x = 'x'\nwhile True: x += x")]
    [InlineData("import sys\nsys.stdout.write('{\"reward\": 1}')")]
    [InlineData("print('7')\nimport os\nos.kill(os.getpid(), 9)")]
    public async Task What_does_not_solve_it_is_wrong(string program)
    {
        Needs.Python();

        var (code, output, errors) = await TestAsync("wrong", program, seconds: 2, ("7", "7"));

        Assert.True(code == 0, output + errors);
    }

    private async Task Accepts(string program, params (string Input, string Output)[] tests)
    {
        var (code, output, errors) = await TestAsync("right", program, seconds: 100, tests);

        Assert.True(code == 0, output + errors);
    }

    private Task<(int Code, string Output, string Errors)> TestAsync(string verdict, string program, int seconds, params (string Input, string Output)[] tests)
    {
        var cases = _folder.Place("cases.jsonl");
        var metadata = new { tests = tests.Select(test => new { input = test.Input, output = test.Output }) };
        File.WriteAllText(cases, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["prompt"] = "?",
            [verdict] = new[] { program.Replace("CASES", $"'{cases}'", StringComparison.Ordinal) },
            ["metadata"] = metadata,
        }));
        return RunProcess.RunAsync(
            "reward", "test", "code_tests", "--cases", cases, "--answers", "given", "--fuzz", "0", "--deadline", "300",
            "--set", "memory_mb=100", "--set", $"seconds_per_test={seconds}", "--set", "max_seconds=200");
    }
}
