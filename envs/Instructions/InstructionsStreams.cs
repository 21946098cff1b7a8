namespace Align.Envs.Instructions;

/// <summary>The families of random streams that the environment draws on, in the place of the step. Part of the run format.</summary>
internal static class InstructionsStreams
{
    public const long Split = 1;
    public const long Problem = 2;
}
