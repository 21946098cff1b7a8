namespace Align.Training.Configuration;

/// <summary>Marks a record property whose keys stand directly in its owner's mapping.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlattenedAttribute : Attribute;

/// <summary>Marks a list for which <c>none</c> is written where it is empty on purpose.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoneIsEmptyAttribute : Attribute;

/// <summary>Says a default in words where its value differs between machines.</summary>
/// <param name="text">The default, as documentation shows it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultTextAttribute(string text) : Attribute
{
    /// <summary>The default, as documentation shows it.</summary>
    public string Text { get; } = text;
}
