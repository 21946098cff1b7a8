namespace Align.Tests.Actors.Support;

internal sealed class TestException(string message) : Exception(message);
