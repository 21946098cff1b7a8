using System.CommandLine;
using System.Globalization;
using Align.Cli.Composition;
using Align.Cli.RewardBench;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Cli.Commands;

/// <summary><c>align reward test NAME --cases FILE</c>: a bench for verifiers.</summary>
internal static class RewardCommand
{
    private const string CommandPath = "align reward test";

    public static Command Create(AlignComposition composition, CommandOutput output) =>
        new("reward", "Examines rewards.") { Test(composition, output) };

    private static Command Test(AlignComposition composition, CommandOutput output)
    {
        var name = new Argument<string>("NAME|FILE") { Description = "A reward by name ('align list rewards'), or one of yours: a C# file, an assembly, a program that speaks JSON lines." };
        var cases = new Option<string>("--cases") { Description = "JSON lines with prompt, answer, right and wrong completions, metadata; each where it is known.", HelpName = "FILE", Required = true };
        var set = CommonArguments.Set();
        set.Description = "Sets one option of the reward, such as --set place=boxed; may be given several times.";
        var answers = new Option<string>("--answers") { Description = "What is made of answers: given (nothing), text (white space, a character more or less; default), math (other notations, near-misses).", DefaultValueFactory = _ => "text" };
        answers.AcceptOnlyFromAmong("given", "text", "math");
        var template = new Option<string>("--template") { Description = @"How an answer becomes a completion, such as 'So \boxed{ANSWER}' (default ANSWER).", HelpName = "TEXT", DefaultValueFactory = _ => BenchTrials.Placeholder };
        var numbers = new BenchNumbers();
        var json = new Option<bool>("--json") { Description = "One JSON object with every failing trial, in place of the table." };
        var command = new Command("test", "Measures false accepts and false rejects; exit code 1 where a check fails.") { name, cases, set, answers, template, json };
        numbers.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var text = parsed.GetRequiredValue(template);
            if (!text.Contains(BenchTrials.Placeholder, StringComparison.Ordinal))
            {
                throw new UsageException([$"--template has no {BenchTrials.Placeholder} in it, which stands for the answer"], CommandPath);
            }
            var reward = Load(composition, parsed.GetRequiredValue(name), parsed.GetValue(set) ?? [], parsed.GetRequiredValue(cases));
            await using var processes = reward as IAsyncDisposable;
            var trials = new BenchTrials(text, Enum.Parse<MadeAnswers>(parsed.GetRequiredValue(answers), ignoreCase: true), parsed.GetValue(numbers.Fuzz), parsed.GetValue(numbers.Seed));
            var all = BenchCases.Read(parsed.GetRequiredValue(cases), parsed.GetValue(numbers.Limit)).SelectMany(trials.Of).ToList();
            var verdicts = await new RewardTrials(reward, TimeSpan.FromSeconds(parsed.GetValue(numbers.Deadline)), output.Time).RunAsync(all, parsed.GetValue(numbers.Concurrency), stop);
            var report = new BenchReport(reward.Name, verdicts, parsed.GetValue(numbers.Pass), parsed.GetValue(numbers.Fail));
            Write(report, parsed.GetValue(json), parsed.GetValue(numbers.Show), output);
            return (int)(report.Holds ? ExitCode.Success : ExitCode.Mismatch);
        });
        return command;
    }

    private static void Write(BenchReport report, bool json, int shown, CommandOutput output)
    {
        if (json)
        {
            BenchText.WriteJson(report, output.Output);
        }
        else
        {
            BenchText.Write(report, shown, output.Tables());
        }
    }

    private static IReward Load(AlignComposition composition, string name, string[] assignments, string cases)
    {
        var config = AnswerFiles.Hide(new PartConfigLoader(composition.Catalog).Reward(name, assignments, Directory.GetCurrentDirectory()), [cases]);
        try
        {
            // One that cannot be made is refused here, and not by each of its processes.
            return composition.Catalog.FindPlugin(config) is null && composition.Catalog.CreateReward(config) is var made && config.Isolation == RewardIsolation.None
                ? made
                : composition.CreateReward(config, new RuntimeConfig());
        }
        catch (PluginRewardException refusal)
        {
            throw new UsageException(refusal.Problems, CommandPath);
        }
        catch (ArgumentException refusal)
        {
            throw new UsageException([refusal.Message.Split('\n')[0]], CommandPath);
        }
    }

    private sealed class BenchNumbers
    {
        public Option<long> Seed { get; } = new("--seed") { Description = "Seed of the random texts (default 1).", DefaultValueFactory = _ => 1 };

        public Option<int> Fuzz { get; } = Whole("--fuzz", "Random texts a case, none of which may score (default 5).", 5, 0);

        public Option<int> Limit { get; } = Whole("--limit", "Cases at most, spread over the file (default 1000).", 1000, 1);

        public Option<int> Concurrency { get; } = Whole("--concurrency", "Calls at the same time in the last pass (default 8).", 8, 1);

        public Option<int> Show { get; } = Whole("--show", "Failing trials that the table is followed by (default 20).", 20, 0);

        public Option<double> Deadline { get; } = new("--deadline") { Description = "Seconds a call may take (default 10).", DefaultValueFactory = _ => 10 };

        public Option<double> Pass { get; } = new("--pass") { Description = "What a right completion must score at least (default 1).", DefaultValueFactory = _ => 1 };

        public Option<double> Fail { get; } = new("--fail") { Description = "What a wrong completion may score at most (default 0).", DefaultValueFactory = _ => 0 };

        public void AddTo(Command command)
        {
            Deadline.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double>() is not (> 0 and <= 3600))
                {
                    result.AddError("--deadline must be above 0 and at most 3600.");
                }
            });
            foreach (var option in new Option[] { Seed, Fuzz, Limit, Concurrency, Show, Deadline, Pass, Fail })
            {
                command.Options.Add(option);
            }
        }

        private static Option<int> Whole(string name, string description, int usual, int least)
        {
            var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < least)
                {
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {least} or more."));
                }
            });
            return option;
        }
    }
}
