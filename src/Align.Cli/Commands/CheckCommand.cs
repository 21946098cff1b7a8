using System.CommandLine;
using Align.Cli.Checking;
using Align.Cli.Composition;
using Align.Core;
using Align.Testing;
using Align.Training.Configuration.Components;

namespace Align.Cli.Commands;

/// <summary><c>align check ASSEMBLY[:Type]</c> and <c>align check builtin</c>.</summary>
internal static class CheckCommand
{
    private const string Builtin = "builtin";

    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var target = new Argument<string>("ASSEMBLY[:Type]")
        {
            Description = $"A built .NET assembly and, if you like, one public type of it; or {Builtin}: every loss, estimator, selector, allocator, token weighting, reward and environment of this program.",
        };
        var cases = new Option<int>("--cases") { Description = "Random inputs a law, beyond the edge cases (default 40).", DefaultValueFactory = _ => new LawOptions().Cases };
        var seed = new Option<int>("--seed") { Description = "Seed of the random inputs (default 1).", DefaultValueFactory = _ => new LawOptions().Seed };
        cases.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--cases must be 0 or more.");
            }
        });
        var command = new Command("check", "Puts your own losses, advantage estimators, prompt selectors, rollout allocators, token weightings, rewards and environments to the laws; exit code 1 where one is broken.") { target, cases, seed };
        command.SetAction((parsed, _) => CheckAsync(
            Parts(composition.Catalog, parsed.GetRequiredValue(target)),
            new LawOptions { Cases = parsed.GetValue(cases), Seed = parsed.GetValue(seed) },
            output.Output));
        return command;
    }

    private static async Task<int> CheckAsync(IReadOnlyList<object> parts, LawOptions options, TextWriter writer)
    {
        var broken = 0;
        foreach (var part in parts)
        {
            foreach (var report in await PartCheck.RunAsync(part, options))
            {
                await writer.WriteLineAsync(report.ToString());
                broken += report.Broken.Count;
            }
        }
        await writer.WriteLineAsync(broken == 0 ? $"{parts.Count} checked, every law holds" : $"{parts.Count} checked, {broken} laws broken");
        return (int)(broken == 0 ? ExitCode.Success : ExitCode.Mismatch);
    }

    private static IReadOnlyList<object> Parts(ComponentCatalog catalog, string target) => target == Builtin
        ?
        [
            .. Defaults(catalog.PreferenceLosses), .. Defaults(catalog.PolicyLosses), .. Defaults(catalog.Advantages),
            .. Defaults(catalog.Selectors), .. Defaults(catalog.Allocators), .. Defaults(catalog.TokenWeights),
            .. Defaults(catalog.Rewards), .. ShippedEnvironment.Of(catalog),
        ]
        : CheckTarget.Create(target);

    private static IEnumerable<object> Defaults<TPart>(IEnumerable<Component<TPart>> components)
        where TPart : class => components.Select(component => component.Create(component.CreateDefaultOptions()));
}
