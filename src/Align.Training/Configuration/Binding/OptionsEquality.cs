using System.Collections;

namespace Align.Training.Configuration.Binding;

/// <summary>Compares options records by the values of their keys, lists item by item, whatever list type their authors chose.</summary>
internal static class OptionsEquality
{
    /// <summary>Whether two options records are of one type and agree in every key.</summary>
    public static bool AreEqual(object left, object right) =>
        left.GetType() == right.GetType()
        && Slot.Of(left).Zip(Slot.Of(right)).All(pair => ValuesEqual(pair.First.Value, pair.Second.Value));

    private static bool ValuesEqual(object? left, object? right)
    {
        if (left is IEnumerable and not string && right is IEnumerable and not string)
        {
            return ((IEnumerable)left).Cast<object?>().SequenceEqual(((IEnumerable)right).Cast<object?>());
        }
        return Equals(left, right);
    }
}
