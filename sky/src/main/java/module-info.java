/// Spherical geometry and HEALPix: pure functions without dependencies.
module org.almagest.sky {
    exports org.almagest.sky;
}
