package dev.billingreporter.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A key pair with a self-signed certificate for the loopback interface, made anew.
 *
 * @param keyStore PKCS 12, for the server
 * @param trustStore PKCS 12, for its clients
 * @param password of both
 */
public record SelfSigned(Path keyStore, Path trustStore, String password) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "stand-in";

    /** Makes one. */
    public static SelfSigned create() {
        try {
            var directory = Files.createTempDirectory("stand-in-");
            var keyStore = directory.resolve("key.p12");
            var trustStore = directory.resolve("trust.p12");
            generate(keyStore);
            try (var in = Files.newInputStream(keyStore); var out = Files.newOutputStream(trustStore)) {
                var keys = KeyStore.getInstance("PKCS12");
                keys.load(in, PASSWORD.toCharArray());
                var trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
                trusted.store(out, PASSWORD.toCharArray());
            }
            for (var path : List.of(directory, keyStore, trustStore)) {
                path.toFile().deleteOnExit();
            }
            return new SelfSigned(keyStore, trustStore, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException("no certificate could be made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /** The trust store, loaded. */
    public KeyStore trusted() {
        try (var in = Files.newInputStream(trustStore)) {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(in, password.toCharArray());
            return trusted;
        } catch (IOException e) {
            throw new UncheckedIOException("no trust store", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no trust store", e);
        }
    }

    private static void generate(Path keyStore) throws IOException {
        // The JDK has a tool for this, but no API.
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "7",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }
}
