using Align.Cli.Composition;
using Align.Core;
using Align.Models;
using Align.Training.Configuration.Components;
using Align.Training.Supervision;

namespace Align.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private const string Config = """
        name: sums
        environment: { name: arithmetic }
        rewards: [{ name: exact_match }]
        stages: [{ type: evaluate, num_prompts: 8, max_completion_length: 4 }]
        """;

    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Run_starts_the_configuration_in_its_directory()
    {
        var code = await _line.RunAsync("run", _line.Write("a.yaml", Config), "--set", "seed=4", "--set", "stages.0.num_prompts=9", "--output", _line.PathOf("out"));

        Assert.Equal(0, code);
        Assert.Equal(("run", 4L, _line.PathOf("out")), (_line.Asked, _line.Launch!.Config.Seed, _line.Launch.Directory.Path));
        Assert.Equal("arithmetic", _line.Launch.Components.Environment.Name);
        Assert.Equal("exact_match", Assert.Single(_line.Launch.Components.Rewards).Reward.Name);
    }

    [Fact]
    public async Task Run_refuses_a_directory_that_holds_something()
    {
        var config = _line.Write("a.yaml", Config);
        _line.Write("out/file.txt", "precious");

        Assert.Equal(2, await _line.RunAsync("run", config, "--output", _line.PathOf("out")));

        Assert.Null(_line.Asked);
        Assert.Contains("already holds something; align resume", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_takes_the_next_free_number_where_the_default_directory_holds_a_run()
    {
        var config = _line.Write("a.yaml", Config);
        _line.Write("out/file.txt", "precious");
        _line.Write("out-2/file.txt", "precious");

        Assert.Equal(0, await _line.RunAsync("run", config, "--set", $"output_dir={_line.PathOf("out")}"));

        Assert.Equal(_line.PathOf("out-3"), _line.Launch!.Directory.Path);
    }

    [Theory]
    [InlineData("resume", "resume 40")]
    [InlineData("eval", "evaluate 40")]
    public async Task A_run_on_disk_is_opened_by_its_resolved_configuration(string command, string asked)
    {
        _line.Write("out/config.yaml", Config);

        Assert.Equal(0, await _line.RunAsync(command, _line.PathOf("out"), "--step", "40"));

        Assert.Equal((asked, "sums"), (_line.Asked, _line.Launch!.Config.Name));
    }

    [Fact]
    public async Task Two_runs_are_compared_with_a_verdict()
    {
        _line.Write("first/config.yaml", Config);
        _line.Write("second/config.yaml", Config);

        Assert.Equal(0, await _line.RunAsync("eval", _line.PathOf("first"), "--step", "3", "--against", _line.PathOf("second"), "--against-step", "4"));

        Assert.Equal(("compare 3 with 4", _line.PathOf("second")), (_line.Asked, _line.Other!.Directory.Path));
        Assert.Contains("+12.5 points [-25.0, 50.0]", _line.Output, StringComparison.Ordinal);
        Assert.Contains("about 60", _line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_runs_step_needs_the_other_run()
    {
        _line.Write("first/config.yaml", Config);
        Assert.Equal(2, await _line.RunAsync("eval", _line.PathOf("first"), "--against-step", "4"));
        Assert.Contains("--against-step needs --against", _line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("eval")]
    public async Task A_directory_without_a_run_is_refused(string command)
    {
        Assert.Equal(2, await _line.RunAsync(command, _line.PathOf("nowhere")));

        Assert.Contains("no run lies here: config.yaml is missing", _line.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, string> Failures => new()
    {
        { "data", 3, "data" },
        { "model", 3, "data" },
        { "checkpoint", 4, "infra" },
        { "numerics", 5, "numerics" },
        { "fleet", 6, "infra" },
        { "interrupted", 130, "interrupted" },
        { "library", 2, "user_input" },
        { "bug", 70, "bug" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_ends_with_its_code_and_one_line_of_json(string kind, int code, string name)
    {
        _line.Behaviour = _ => throw FailureOf(kind);

        Assert.Equal(code, await _line.RunAsync("run", _line.Write("a.yaml", Config), "--output", _line.PathOf("out")));

        Assert.Equal(["class", "code", "what", "where", "remedy"], _line.Failure.EnumerateObject().Select(property => property.Name));
        Assert.Equal((name, code), (_line.Failure.GetProperty("class").GetString(), _line.Failure.GetProperty("code").GetInt32()));
        Assert.NotEmpty(_line.Failure.GetProperty("remedy").GetString()!);
        Assert.Equal(kind == "bug", _line.Error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_lines_of_a_data_file_stand_below_its_path_each_with_its_remedy()
    {
        _line.Behaviour = _ => throw new DataFileException("/data/pairs.jsonl", [new(3, "is no JSON object: no", "write one"), new(7, "is empty", "fill it")], unnamed: 2);

        Assert.Equal(3, await _line.RunAsync("run", _line.Write("a.yaml", Config), "--output", _line.PathOf("out")));

        Assert.StartsWith("/data/pairs.jsonl: 4 broken lines\n  line 3: is no JSON object: no; write one\n  line 7: is empty; fill it\n  and 2 more\nmend these lines", _line.Error, StringComparison.Ordinal);
        Assert.Equal("/data/pairs.jsonl:3", _line.Failure.GetProperty("where").GetString());
    }

    [Fact]
    public async Task Nothing_stands_directly_after_a_command_that_is_to_be_copied()
    {
        _line.Behaviour = _ => throw new RunInterruptedException("/runs/sums");

        await _line.RunAsync("run", _line.Write("a.yaml", Config), "--output", _line.PathOf("out"));

        Assert.Contains("go on with: ./align resume /runs/sums\n", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_vectors_that_is_no_json_is_named_with_its_line_in_plain_words()
    {
        var path = _line.Write("good.jsonl", "{}\n{}\n");

        Assert.Equal(3, await _line.RunAsync("vectors", "check", path));

        Assert.StartsWith($"{path}:2: not valid JSON: ", _line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_is_reported_whole_without_a_stack_trace()
    {
        var path = _line.Write("bad.yaml", Config.Replace("name: sums", "nam: sums", StringComparison.Ordinal));

        Assert.Equal(2, await _line.RunAsync("run", path));

        Assert.StartsWith("2 problems:\n", _line.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:1: nam: unknown key; did you mean 'name'?", _line.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:1: name: missing", _line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _line.Error, StringComparison.Ordinal);
        Assert.Empty(_line.Output);
    }

    [Theory]
    [InlineData("plan", "no/such.yaml")]
    [InlineData("run", "no/such.yaml")]
    [InlineData("plan")]
    [InlineData("bogus")]
    [InlineData("run", "a.yaml", "--bogus")]
    [InlineData("list", "planets")]
    [InlineData("resume", "out", "--step", "x")]
    public async Task A_wrong_command_line_or_a_missing_file_gives_2(params string[] args)
    {
        Assert.Equal(2, await _line.RunAsync(args));

        Assert.Equal("user_input", _line.Failure.GetProperty("class").GetString());
    }

    [Fact]
    public async Task A_missing_model_file_gives_3()
    {
        var path = _line.Write("a.yaml", Config + "\nmodel: { path: no_such_model }\n");

        Assert.Equal(3, await _line.RunAsync("plan", path));

        Assert.Contains("config.json", _line.Failure.GetProperty("where").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_of_vectors_gives_3()
    {
        Assert.Equal(3, await _line.RunAsync("vectors", "check", _line.PathOf("none.json")));

        Assert.Equal("data", _line.Failure.GetProperty("class").GetString());
    }

    [Fact]
    public async Task List_shows_every_kind()
    {
        Assert.Equal(0, await _line.RunAsync("list"));

        Assert.Contains("environments:\n  arithmetic ", _line.Output, StringComparison.Ordinal);
        Assert.Contains("rewards:\n  exact_match ", _line.Output, StringComparison.Ordinal);
        Assert.Contains("  gspo ", _line.Output, StringComparison.Ordinal);
        Assert.Contains("advantages (stage grpo, key advantage):\n  grpo ", _line.Output, StringComparison.Ordinal);
        Assert.Contains("  trl/dapo ", _line.Output, StringComparison.Ordinal);
        Assert.Contains("  tiny ", _line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_everything_that_is_known_of_a_loss()
    {
        Assert.Equal(0, await _line.RunAsync("list", "losses"));

        const string clip = "  clip                           PPO's clipped surrogate, with an asymmetric range and a dual clip (arXiv:1707.06347)\n"
            + "    traits: monotone, shift_invariant\n"
            + "    epsilon: 0.2   # 0..1\n"
            + "    epsilon_high: null   # 0..1000\n"
            + "    delta: null   # above 1, up to 1000000\n"
            + "    dual_clip: negative_advantages   # negative_advantages, ratio\n";
        Assert.Contains(clip, _line.Output, StringComparison.Ordinal);
        Assert.Contains("    traits: monotone, bounded, shift_invariant, loss_type grpo\n", _line.Output, StringComparison.Ordinal);
        Assert.Contains("    traits: needs_reference, monotone, shift_invariant, swap_complement, log_two_at_reference, gradient_bound 0.1\n", _line.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("losses")]
    [InlineData("advantages")]
    public async Task Each_loss_and_estimator_is_listed_with_purpose_paper_and_options(string kind)
    {
        Assert.Equal(0, await _line.RunAsync("list", kind));

        var catalog = CompositionRoot.Create().Catalog;
        INamedComponent[] components = kind == "losses" ? [.. catalog.SupervisedLosses, .. catalog.PolicyLosses, .. catalog.PreferenceLosses] : [.. catalog.Advantages];
        Assert.All(components.Select(ComponentDescription.Of), component =>
        {
            Assert.False(string.IsNullOrWhiteSpace(component.Source));
            var options = string.Concat(component.Options.Select(option => $"    {option.Key}: {option.Default}{(option.Allowed.Length > 0 ? $"   # {option.Allowed}" : "")}\n"));
            var traits = component.Traits.Count > 0 ? $"    traits: {string.Join(", ", component.Traits)}\n" : "";
            Assert.Contains($"{component.Summary} ({component.Source})\n{traits}{options}", _line.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task List_shows_one_kind()
    {
        Assert.Equal(0, await _line.RunAsync("list", "rewards"));

        Assert.DoesNotContain("environments", _line.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_succeed(params string[] args)
    {
        Assert.Equal(0, await _line.RunAsync(args));

        Assert.NotEmpty(_line.Output);
        Assert.Empty(_line.Error);
    }

    private static Exception FailureOf(string kind) => kind switch
    {
        "data" => new DataFileException("warm.jsonl", 7, "no field 'prompt'", "add it"),
        "model" => new ModelFileException("model.safetensors", "HeaderTooSmall", "8 bytes", "3"),
        "library" => new DllNotFoundException("align_torch"),
        "bug" => new InvalidOperationException("impossible"),
        _ => new ExampleException(Enum.Parse<ExitCode>(kind, ignoreCase: true)),
    };

    private sealed class ExampleException(ExitCode code) : AlignException(code, "it happened", "here", "mend it");
}
