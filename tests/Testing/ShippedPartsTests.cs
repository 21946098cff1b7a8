using Align.Cli.Composition;
using Align.Testing;
using Align.Training.Configuration.Components;

namespace Align.Tests.Testing;

/// <summary>Whatever a configuration can name keeps the laws; a newly registered part is tested without a line here.</summary>
public sealed class ShippedPartsTests
{
    private static readonly LawOptions s_options = new() { Cases = 15 };
    private static readonly ComponentCatalog s_catalog = CompositionRoot.Create().Catalog;

    public static TheoryData<string> PreferenceLosses => [.. s_catalog.PreferenceLosses.Select(component => component.Name)];

    public static TheoryData<string> PolicyLosses => [.. s_catalog.PolicyLosses.Select(component => component.Name)];

    public static TheoryData<string> Advantages => [.. s_catalog.Advantages.Select(component => component.Name)];

    [Theory]
    [MemberData(nameof(PreferenceLosses))]
    public void A_preference_loss_keeps_the_laws(string name) => PreferenceLossLaws.Check(Default(s_catalog.PreferenceLosses, name), s_options).OrThrow();

    [Theory]
    [MemberData(nameof(PolicyLosses))]
    public void A_policy_loss_keeps_the_laws(string name) => PolicyLossLaws.Check(Default(s_catalog.PolicyLosses, name), s_options).OrThrow();

    [Theory]
    [MemberData(nameof(Advantages))]
    public void An_advantage_estimator_keeps_the_laws(string name) => AdvantageLaws.Check(Default(s_catalog.Advantages, name), s_options).OrThrow();

    private static TPart Default<TPart>(IReadOnlyList<Component<TPart>> components, string name)
        where TPart : class
    {
        var component = components.Single(component => component.Name == name);
        return component.Create(component.CreateDefaultOptions());
    }
}
