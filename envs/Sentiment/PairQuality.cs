namespace Align.Envs.Sentiment;

/// <summary>How informative the preference pairs are: how many of them set a text of the world against one that is clearly negative.</summary>
public enum PairQuality
{
    /// <summary>Both responses are texts of the world; many pairs are close calls.</summary>
    High,

    /// <summary>Every second pair sets the better of two texts of the world against a clearly negative one.</summary>
    Medium,

    /// <summary>Every pair does so: the labels are easy, and the rejected texts are unlike those of a policy.</summary>
    Low,
}
