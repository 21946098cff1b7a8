namespace Align.Tests.Torch.NN;

/// <summary>Tests that read numbers of the default generator run one after another.</summary>
[CollectionDefinition(nameof(DefaultGenerator), DisableParallelization = true)]
public sealed class DefaultGenerator;
