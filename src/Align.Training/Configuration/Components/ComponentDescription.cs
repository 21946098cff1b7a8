using System.Globalization;
using System.Reflection;
using Align.Algorithms;
using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.SupervisedLosses;
using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration.Components;

/// <summary>What is known of a component without making it: its own records say it.</summary>
/// <param name="Name">Its name in configuration.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">The paper or library; <see langword="null"/> where it is this project's own.</param>
/// <param name="Traits">What holds for it with its default options, such as <c>couples_batch</c>; empty for parts without traits.</param>
/// <param name="Options">Its keys.</param>
public sealed record ComponentDescription(string Name, string Summary, string? Source, ValueList<string> Traits, ValueList<OptionDescription> Options)
{
    /// <summary>The description of a component.</summary>
    public static ComponentDescription Of(INamedComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        var options = component.CreateDefaultOptions();
        return new(
            component.Name,
            component.Summary,
            component.Source,
            [.. TraitsOf(options)],
            [.. Slot.Of(options).Select(slot => new OptionDescription(slot.Key, Text(slot.Value), AllowedText.Of(slot)))]);
    }

    private static IEnumerable<string> TraitsOf(object part)
    {
        object? traits = part switch
        {
            IPolicyLoss { Aggregation: { } type } loss => (loss.Traits, type),
            IPolicyLoss loss => loss.Traits,
            IPreferenceLoss loss => loss.Traits,
            ISupervisedLoss loss => loss.Traits,
            IAdvantageEstimator estimator => estimator.Traits,
            IPromptSelector selector => selector.Traits,
            IRolloutAllocator allocator => allocator.Traits,
            _ => null,
        };
        return traits switch
        {
            null => [],
            (LossTraits ofLoss, Algorithms.Masking.LossType type) => [.. Names(ofLoss), $"loss_type {KeyPath.ToSnakeCase(type.ToString())}"],
            _ => Names(traits),
        };
    }

    private static IEnumerable<string> Names(object traits) => traits.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (Name: KeyPath.ToSnakeCase(property.Name), Value: property.GetValue(traits)))
        .Where(trait => trait.Value is true or double)
        .Select(trait => trait.Value is double bound ? string.Create(CultureInfo.InvariantCulture, $"{trait.Name} {bound:G6}") : trait.Name);

    private static string Text(object? value) => value switch
    {
        Enum name => KeyPath.ToSnakeCase(name.ToString()),
        System.Collections.IEnumerable list and not string => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => AllowedText.Invariant(value),
    };
}

/// <summary>A key of a component.</summary>
/// <param name="Key">As in YAML.</param>
/// <param name="Default">Its default, as in YAML.</param>
/// <param name="Allowed">What it may be, in words; empty where every value of its type is legal.</param>
public sealed record OptionDescription(string Key, string Default, string Allowed);
