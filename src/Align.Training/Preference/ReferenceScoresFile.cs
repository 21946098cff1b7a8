using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Align.Models.Safetensors;
using Align.Models.Transformers;
using Align.Training.Supervision;

namespace Align.Training.Preference;

/// <summary>Reference scores in a file of the run's directory, under a fingerprint of everything that they depend on.</summary>
/// <param name="path">The file.</param>
/// <param name="data">The examples.</param>
/// <param name="architecture">The reference's: its constants (RoPE's theta, the norms' epsilon and the like) are no weights, and change every score.</param>
internal sealed class ReferenceScoresFile(string path, PreferenceData data, TransformerConfig architecture)
{
    private const string FingerprintKey = "fingerprint";

    /// <summary>Hashes the tokens, the reference's weights and architecture, and the cut into forward passes.</summary>
    public string Fingerprint(IReferenceLogProbs reference, long[] order, int perStep, int microBatchSize)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            SafetensorsWriter.Write(stream, reference.Weights());
            stream.Write(Encoding.UTF8.GetBytes(TransformerConfigFile.Serialize(architecture)));
            stream.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{data.Fingerprint()} {perStep} {microBatchSize} {string.Join(',', order)}")));
        }
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Takes the scores from the file, where it is there and is theirs.</summary>
    public bool TryRead(ReferenceScores scores, string fingerprint)
    {
        if (!File.Exists(path))
        {
            return false;
        }
        using var file = SafetensorsFile.Open(path);
        if (file.Header.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint)
        {
            return false;
        }
        using var scope = NewDisposeScope();
        file.Read("chosen").data<double>().ToArray().CopyTo(scores.Chosen, 0);
        file.Read("rejected").data<double>().ToArray().CopyTo(scores.Rejected, 0);
        return true;
    }

    /// <summary>Writes the scores, whole or not at all.</summary>
    public void Write(ReferenceScores scores, string fingerprint)
    {
        using var scope = NewDisposeScope();
        using var content = new MemoryStream();
        SafetensorsWriter.Write(
            content,
            new Dictionary<string, Tensor> { ["chosen"] = tensor(scores.Chosen), ["rejected"] = tensor(scores.Rejected) },
            new Dictionary<string, string> { [FingerprintKey] = fingerprint });
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WholeFile.Write(path, content.ToArray());
    }
}
