namespace Align.Training.Verification.Isolation;

/// <summary>What the other end of a pipe said cannot be what was agreed; it is not listened to any more.</summary>
internal sealed class ProtocolException(string message, Exception? cause = null) : Exception(message, cause);
