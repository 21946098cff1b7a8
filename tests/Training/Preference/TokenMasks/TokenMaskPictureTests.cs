using System.Globalization;
using System.Xml.Linq;
using Align.Training.Preference.TokenMasks;

namespace Align.Tests.Training.Preference.TokenMasks;

public sealed class TokenMaskPictureTests
{
    [Fact]
    public void No_line_of_text_runs_out_of_the_picture()
    {
        var response = new MaskedResponse(["a", "b"], [1234.567, 0.001], [987654.321, 0.25], [0]);
        var picture = XDocument.Parse(TokenMaskPicture.Draw("a-stage-with-a-long-name-of-forty-letters", [new MaskedPair("a prompt that is a good deal longer than its two answers and goes on and on, past every cell", response, response)]));

        var width = double.Parse(picture.Root!.Attribute("width")!.Value, CultureInfo.InvariantCulture);
        // A monospace letter is 0.6 em wide.
        Assert.All(picture.Descendants().Where(element => element.Name.LocalName == "text"), text =>
            Assert.InRange(Number(text, "x", 0) + (0.6 * Number(text, "font-size", 14) * text.Value.Length), 0, width));
    }

    private static double Number(XElement element, string name, double usual) =>
        element.Attribute(name) is { } attribute ? double.Parse(attribute.Value, CultureInfo.InvariantCulture) : usual;
}
