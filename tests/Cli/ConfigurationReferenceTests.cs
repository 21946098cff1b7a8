using Align.Cli.Composition;

namespace Align.Tests.Cli;

public sealed class ConfigurationReferenceTests
{
    [Fact]
    public void The_committed_page_is_what_the_records_say() =>
        RepositoryFiles.AssertHolds(new ConfigurationReference(CompositionRoot.Create().Catalog).Write(), "docs", "configuration.md");
}
