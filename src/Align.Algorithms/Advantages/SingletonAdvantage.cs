namespace Align.Algorithms.Advantages;

/// <summary>The advantage of a completion that is the only valid one of its group, which has no baseline to compare with.</summary>
public enum SingletonAdvantage
{
    /// <summary>0: it teaches nothing (TRL).</summary>
    Zero,

    /// <summary>Its raw reward, with a standard deviation of 1 where rewards are scaled (verl).</summary>
    RawReward,
}
