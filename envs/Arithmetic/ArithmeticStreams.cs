namespace Align.Envs.Arithmetic;

/// <summary>The families of random streams that the environment draws on, in the place of the step. Part of the run format.</summary>
internal static class ArithmeticStreams
{
    public const long Split = 1;
    public const long Order = 2;
    public const long Sample = 3;
}
