namespace Align.Training.Preference;

/// <summary>An example has more tokens than the model has positions.</summary>
internal sealed class ExampleTooLongException(string message) : Exception(message);
