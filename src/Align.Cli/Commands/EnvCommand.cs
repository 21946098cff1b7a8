using System.CommandLine;
using Align.Cli.Composition;
using Align.Cli.Terminal;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Cli.Commands;

/// <summary><c>align env sample NAME</c>: what an environment asks, before anything is trained on it.</summary>
internal static class EnvCommand
{
    private const int UsualPrompts = 5;

    public static Command Create(AlignComposition composition, CommandOutput output) =>
        new("env", "Shows what environments ask.") { Sample(composition, output) };

    private static Command Sample(AlignComposition composition, CommandOutput output)
    {
        var name = new Argument<string>("NAME") { Description = "The environment; 'align list environments' names them all with their options." };
        var number = new Option<int>("--number", "-n") { Description = $"How many prompts (default {UsualPrompts}).", DefaultValueFactory = _ => UsualPrompts };
        var from = new Option<long>("--from") { Description = "The index of the first one (default 0)." };
        var split = new Option<string>("--split") { Description = "train (default) or test.", DefaultValueFactory = _ => "train" };
        var json = new Option<bool>("--json") { Description = "One JSON object a prompt, with solution and metadata, in place of the table." };
        var set = CommonArguments.Set();
        set.Description = "Sets one option of the environment, such as --set seed=7; may be given several times.";
        split.AcceptOnlyFromAmong("train", "test");
        RefuseBelow(number, 1);
        RefuseBelow(from, 0);
        var command = new Command("sample", "Shows prompts, answers and difficulty of an environment.") { name, number, from, split, set, json };
        command.SetAction(parsed =>
        {
            var environment = Load(composition, parsed.GetRequiredValue(name), parsed.GetValue(set) ?? []);
            var sample = Take(environment, parsed.GetValue(split) == "test" ? PromptSplit.Test : PromptSplit.Train, parsed.GetValue(from), parsed.GetValue(number));
            if (parsed.GetValue(json))
            {
                sample.WriteJson(output.Output);
            }
            else
            {
                sample.WriteTable(output.Tables());
            }
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static IEnvironment Load(AlignComposition composition, string name, string[] assignments)
    {
        var config = new PartConfigLoader(composition.Catalog).Environment(name, assignments, Directory.GetCurrentDirectory());
        try
        {
            return composition.Catalog.CreateEnvironment(config);
        }
        catch (ArgumentException refusal)
        {
            throw new UsageException([refusal.Message.Split('\n')[0]], "align env");
        }
    }

    private static PromptSample Take(IEnvironment environment, PromptSplit split, long from, int number)
    {
        var end = environment.Count(split) ?? long.MaxValue;
        if (from >= end)
        {
            throw new UsageException([$"--from is {from}, and the split has {end} prompts."], "align env");
        }
        var count = (int)Math.Min(number, end - from);
        return new PromptSample(environment, split, [.. Enumerable.Range(0, count).Select(offset => environment.CreatePrompt(split, from + offset))]);
    }

    private static void RefuseBelow<T>(Option<T> option, long least)
        where T : struct, IConvertible => option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>().ToInt64(null) < least)
            {
                result.AddError($"{option.Name} must be {least} or more.");
            }
        });
}
