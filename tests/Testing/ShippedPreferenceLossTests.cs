using Align.Cli.Composition;
using Align.Testing;

namespace Align.Tests.Testing;

public sealed class ShippedPreferenceLossTests
{
    public static TheoryData<string> Names => [.. CompositionRoot.Create().Catalog.PreferenceLosses.Select(component => component.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_loss_that_a_configuration_can_name_keeps_the_laws(string name)
    {
        var component = CompositionRoot.Create().Catalog.PreferenceLosses.Single(component => component.Name == name);

        PreferenceLossLaws.Check(component.Create(component.CreateDefaultOptions()), new LawOptions { Cases = 15 }).OrThrow();
    }
}
