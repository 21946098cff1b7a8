namespace Align.Envs.JsonLines;

/// <summary>The families of random streams that the environment draws on, in the place of the step. Part of the run format.</summary>
internal static class JsonLinesStreams
{
    public const long Split = 1;
}
