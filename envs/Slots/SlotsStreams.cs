namespace Align.Envs.Slots;

/// <summary>The families of random streams that the environment draws on, in the place of the step. Part of the run format.</summary>
internal static class SlotsStreams
{
    public const long Chain = 1;
    public const long Values = 2;
    public const long Split = 3;
    public const long Prompt = 4;
    public const long Solution = 5;
    public const long Responses = 6;
    public const long Label = 7;
}
