namespace Align.Envs.Sentiment;

/// <summary>The families of random streams that the environment draws on, in the place of the step. Part of the run format.</summary>
internal static class SentimentStreams
{
    public const long Chain = 1;
    public const long Values = 2;
    public const long Moments = 3;
    public const long Split = 4;
    public const long Prompt = 5;
    public const long Solution = 6;
    public const long Responses = 7;
    public const long Negative = 8;
    public const long Label = 9;
}
