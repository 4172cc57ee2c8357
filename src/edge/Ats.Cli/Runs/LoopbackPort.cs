using System.Net;
using System.Net.Sockets;

namespace Ats.Cli.Runs;

/// <summary>Tells before anything is started that a port is taken, and by whom.</summary>
internal static class LoopbackPort
{
    /// <exception cref="IOException">Something listens on it already.</exception>
    public static void Check(string setting, int port)
    {
        if (IsFree(port)) return;
        throw new IOException($"{setting}: port {port} is taken{(PortOwner.Of(port) is { } owner ? $" by {owner}" : "")}: stop that, or choose another (0 = any free one).");
    }

    public static bool IsFree(int port)
    {
        if (port == 0) return true;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
